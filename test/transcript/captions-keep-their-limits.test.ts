import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildCues, type Cue, linesOf } from '../../src/transcript/captions.ts';
import { call } from './call.ts';

const word = fc.oneof(
  fc.constantFrom('a', 'the', 'recording', 'yes.', 'internationalisation', '[CARD_NUMBER]', '-->'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }),
);

const anyCall = fc
  .array(
    fc.record({
      text: fc.array(word, { minLength: 1, maxLength: 30 }).map((words) => words.join(' ')),
      startMs: fc.nat(60_000),
      speaker: fc.integer({ min: 1, max: 3 }),
      pace: fc.nat(9000),
      name: fc.constantFrom('Ada', 'A name that goes on and on and on', 'two\nlines'),
    }),
    { maxLength: 12 },
  )
  .map((parts) => call(...parts.sort((a, b) => a.startMs - b.startMs)));

/** Everything a reader sees, without the spaces that layout adds. */
const visible = (texts: readonly string[]) => texts.join('').replace(/[\s\p{Cc}\u2028\u2029]/gu, '');

describe('captions of any call', () => {
  it.each(['text', 'none'] as const)('stay within two lines, 32 characters, 7 s (speaker: %s)', (marked) => {
    fc.assert(
      fc.property(anyCall, (segments) => {
        let freeMs = 0;
        for (const cue of buildCues(segments, marked)) {
          expect(cue.lines.length).toBeGreaterThanOrEqual(1);
          expect(cue.lines.length).toBeLessThanOrEqual(2);
          for (const line of cue.lines) {
            expect([...line].length).toBeLessThanOrEqual(32);
            expect(line).toMatch(/^[^\s\p{Cc}](.*[^\s\p{Cc}])?$/u);
          }
          expect(cue.startMs).toBeGreaterThanOrEqual(freeMs);
          expect(cue.endMs).toBeGreaterThan(cue.startMs);
          expect(cue.endMs - cue.startMs).toBeLessThanOrEqual(7000);
          freeMs = cue.endMs;
        }
      }),
    );
  });

  it('lose no character of what was said', () => {
    fc.assert(
      fc.property(anyCall, (segments) => {
        for (const segment of segments) {
          const said = visible(segment.words.map((w) => w.text));
          expect(visible(buildCues([segment], 'none').flatMap((cue) => cue.lines))).toBe(said);
          expect(visible(linesOf(segment.words).map((line) => line.text))).toBe(said);
        }
      }),
    );
  });
});

describe('captions', () => {
  const shape = (cues: readonly Cue[]) => cues.map((cue) => cue.lines.join(' / '));

  it('balance their two lines', () => {
    const cues = buildCues(call({ text: 'I would like to ask about the invoice', startMs: 0 }), 'none');
    expect(shape(cues)).toEqual(['I would like to ask / about the invoice']);
  });

  it('begin anew after a sentence', () => {
    const text = 'That is all I wanted to know. Thank you';
    expect(shape(buildCues(call({ text, startMs: 0 }), 'none'))).toEqual([
      'That is all I wanted to know.',
      'Thank you',
    ]);
  });

  it('count the speaker as part of the first line', () => {
    const text = 'thank you for calling acme how can I help you today';
    expect(shape(buildCues(call({ text, startMs: 0, role: 'agent' }), 'text'))).toEqual([
      'Agent: thank you for calling / acme how can I help you today',
    ]);
  });

  it('end when the other speaker begins, and stand a second where there is room', () => {
    const segments = call(
      { text: 'one two three four five', startMs: 0 },
      { text: 'wait', startMs: 1000, speaker: 2, pace: 200 },
      { text: 'sorry', startMs: 9000, pace: 200 },
    );
    expect(buildCues(segments, 'none').map((cue) => [cue.startMs, cue.endMs])).toEqual([
      [0, 1000],
      [1000, 2000],
      [9000, 10_000],
    ]);
  });
});
