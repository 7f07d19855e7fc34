import { expect, it } from 'vitest';
import { transcriptJson, wordJson, wordOf } from '../../src/transcript/json.ts';
import { call } from './call.ts';

const model = { id: 'm', family: 'whisper', sha256: 'ab', provider: 'cpu', generated: true } as const;

it('is named like the database columns, with line and word times', () => {
  const segments = call({
    text: 'I would like to ask about the invoice',
    startMs: 100,
    speaker: 2,
    role: 'customer',
    pace: 100,
  });
  const json = transcriptJson({ callId: 'c-1', language: 'en', durationMs: 5000.4, model, segments });
  expect(JSON.parse(JSON.stringify(json))).toEqual(json);
  expect(json).toMatchObject({
    format: 'callmill.transcript/1',
    call_id: 'c-1',
    language: 'en',
    duration_ms: 5000,
    model,
  });
  expect(json.segments).toMatchObject([
    {
      sequence: 0,
      segment_key: 's0000',
      start_ms: 100,
      end_ms: 900,
      channel: 1,
      speaker_label: 'S2',
      speaker_role: 'customer',
      speaker_name: null,
      text: 'I would like to ask about the invoice',
      display: 'I would like to ask about the invoice.',
      confidence: 0.875,
      lines: [
        { text: 'I would like to ask', start_ms: 100, end_ms: 600, words: [0, 5] },
        { text: 'about the invoice', start_ms: 600, end_ms: 900, words: [5, 8] },
      ],
    },
  ]);
  expect(json.segments[0]?.words.slice(0, 2)).toEqual([
    { w: 'I', s: 100, e: 200, c: 0.875 },
    { w: 'would', s: 200, e: 300, c: 0.875 },
  ]);
});

it('says which word times are estimated and rounds what is noise', () => {
  expect(wordJson({ text: 'x', startMs: 1.4, endMs: 2.6, confidence: 0.123456, estimated: true })).toEqual({
    w: 'x',
    s: 1,
    e: 3,
    c: 0.1235,
    estimated: true,
  });
});

it('gives the marks of a word back as they were stored', () => {
  const words = [
    { text: 'um', startMs: 1, endMs: 3, confidence: 0.5, filler: true },
    { text: 'yes', startMs: 4, endMs: 9, confidence: null, estimated: true },
  ];
  expect(words.map(wordJson).map(wordOf)).toEqual(words);
});
