import { expect, it } from 'vitest';
import { renderPlainText } from '../../src/transcript/plain-text.ts';
import { call } from './call.ts';

it('is one paragraph per turn with time and speaker', () => {
  const segments = call(
    { text: 'thank you for calling', startMs: 500, role: 'agent', name: 'Ada' },
    { text: 'how can I help', startMs: 3000, role: 'agent', name: 'Ada' },
    { text: 'my card\nwas declined', startMs: 65_900, speaker: 2, role: 'customer' },
    { text: 'press one', startMs: 3_725_000, speaker: 3, role: 'ivr' },
    { text: 'hello', startMs: 3_800_000, speaker: 4 },
  );
  expect(renderPlainText(segments)).toBe(
    [
      '[00:00] Ada: thank you for calling how can I help\n',
      '[01:05] Customer: my card was declined\n',
      '[1:02:05] IVR: press one\n',
      '[1:03:20] Speaker 4: hello\n',
    ].join('\n'),
  );
});

it('tells two agents without names apart', () => {
  const segments = call(
    { text: 'one moment', startMs: 0, role: 'agent' },
    { text: 'billing here', startMs: 5000, speaker: 3, role: 'agent' },
  );
  expect(renderPlainText(segments)).toBe('[00:00] Agent S1: one moment\n\n[00:05] Agent S3: billing here\n');
});

it('is empty without words', () => {
  expect(renderPlainText([])).toBe('');
});
