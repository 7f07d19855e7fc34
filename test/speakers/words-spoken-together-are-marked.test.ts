import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { attributeSpeakers } from '../../src/speakers/attribute-speakers.ts';
import { markOverlaps } from '../../src/speakers/mark-overlaps.ts';
import { recording, speak, turn, utterance } from './talk.ts';

function marked(segments: ReturnType<typeof attributeSpeakers>): string[] {
  return segments.flatMap((s) =>
    s.words.filter((w) => w.overlapped === true).map((w) => `${s.channel}:${w.text}`),
  );
}

describe('a word', () => {
  it('is marked on both channels when both speak', () => {
    const utterances = [utterance(0, speak('a b c d', 0)), utterance(1, speak('x', 250))];
    expect(marked(attributeSpeakers(recording({ utterances, channels: 2 })))).toEqual(['0:b', '1:x']);
  });

  it('is not marked for a touch at its edge', () => {
    const utterances = [utterance(0, speak('a', 0)), utterance(1, speak('x', 150))];
    expect(marked(attributeSpeakers(recording({ utterances, channels: 2 })))).toEqual([]);
  });

  it('is marked on a mono recording where the diarizer heard two voices', () => {
    const utterances = [utterance(0, speak('a b c d e f', 0))];
    const turns = [turn(0, 0, 1500), turn(1, 500, 1000)];
    expect(marked(attributeSpeakers(recording({ utterances, turns })))).toEqual(['0:c', '0:d']);
  });
});

it('any words: marking agrees with a comparison of every pair', () => {
  const { runs, seed } = inject('effort');
  const anyWord = fc.record({
    startMs: fc.nat(5000),
    ms: fc.integer({ min: 1, max: 800 }),
    speaker: fc.nat(2),
  });
  fc.assert(
    fc.property(fc.array(anyWord, { maxLength: 30 }), (words) => {
      const spoken = words
        .map(({ startMs, ms, speaker }) => ({
          word: { text: 'w', startMs, endMs: startMs + ms, confidence: null },
          channel: 0,
          speaker,
        }))
        .sort((a, b) => a.word.startMs - b.word.startMs);
      const expected = spoken.map((a) =>
        spoken.some((b) => {
          const shared = Math.min(a.word.endMs, b.word.endMs) - Math.max(a.word.startMs, b.word.startMs);
          return b.speaker !== a.speaker && shared >= Math.max(1, (a.word.endMs - a.word.startMs) / 2);
        }),
      );
      expect(markOverlaps(spoken, null).map((entry) => entry.word.overlapped === true)).toEqual(expected);
    }),
    { numRuns: runs, seed },
  );
});
