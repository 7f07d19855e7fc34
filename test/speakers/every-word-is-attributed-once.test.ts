import fc from 'fast-check';
import { expect, it } from 'vitest';
import { attributeSpeakers } from '../../src/speakers/attribute-speakers.ts';
import type { Word } from '../../src/transcript/word.ts';
import { anyTurns, anyUtterances, recording } from './talk.ts';

const attributed = fc
  .tuple(anyUtterances, anyTurns, fc.option(fc.integer({ min: 1, max: 3 })))
  .map(([utterances, turns, expectedSpeakers]) => ({
    utterances,
    segments: attributeSpeakers(recording({ utterances, turns, expectedSpeakers, channels: 3 })),
  }));

it('keeps every word exactly once, on its channel', () => {
  fc.assert(
    fc.property(attributed, ({ utterances, segments }) => {
      const given = new Map<Word, number>();
      for (const { channel, words } of utterances) for (const word of words) given.set(word, channel);
      const kept = segments.flatMap((segment) =>
        segment.words.map(({ overlapped: _, ...word }) => JSON.stringify([word, segment.channel])),
      );
      const all = [...given].map(([word, channel]) => JSON.stringify([word, channel]));
      expect(kept.sort()).toEqual(all.sort());
    }),
  );
});

it('gives ordered, numbered segments of one speaker that hold their words and stay within 30 words and 20 s', () => {
  fc.assert(
    fc.property(attributed, ({ segments }) => {
      segments.forEach((segment, index) => {
        expect(segment.sequence).toBe(index);
        expect(segment.key).toBe(`s${String(index).padStart(4, '0')}`);
        expect(segment.startMs).toBeGreaterThanOrEqual(segments[index - 1]?.startMs ?? 0);
        expect(segment.words.length).toBeGreaterThan(0);
        expect(segment.words.length).toBeLessThanOrEqual(30);
        if (segment.words.length > 1) expect(segment.endMs - segment.startMs).toBeLessThanOrEqual(20_000);
        expect(segment.startMs).toBe(Math.min(...segment.words.map((word) => word.startMs)));
        expect(segment.endMs).toBe(Math.max(...segment.words.map((word) => word.endMs)));
      });
    }),
  );
});

it('labels speakers S1, S2, … in order of first words', () => {
  fc.assert(
    fc.property(attributed, ({ segments }) => {
      const labels = [...new Set(segments.map((segment) => segment.speakerLabel))];
      expect(labels).toEqual(labels.map((_, index) => `S${index + 1}`));
    }),
  );
});

it('attributes the 30,000 words of a three-hour call', () => {
  const words = Array.from({ length: 30_000 }, (_, i) => ({
    text: 'word',
    startMs: i * 360,
    endMs: i * 360 + 300,
    confidence: 0.5,
  }));
  const turns = Array.from({ length: 3000 }, (_, i) => ({
    speaker: i % 2,
    startMs: i * 3600,
    endMs: i * 3600 + 3500,
  }));
  const input = recording({ utterances: [{ channel: 0, startMs: 0, endMs: 10_800_000, words }], turns });
  const segments = attributeSpeakers(input);
  expect(segments.length).toBeGreaterThanOrEqual(3000);
  expect(segments.flatMap((segment) => segment.words)).toHaveLength(30_000);
});
