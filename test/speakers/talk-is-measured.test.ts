import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeSpeakers } from '../../src/speakers/attribute-speakers.ts';
import { computeSpeakerMetrics, type SpeakerMetrics } from '../../src/speakers/metrics.ts';
import type { Word } from '../../src/transcript/word.ts';
import { anyTurns, anyUtterances, recording, speak, utterance } from './talk.ts';

/** One word that fills the span: the talk of channel 0 and of channel 1. */
const block = (startMs: number, endMs: number): Word => ({ text: 'talk', startMs, endMs, confidence: null });

function measure(left: Word[], right: Word[], durationMs: number): SpeakerMetrics {
  const utterances = [utterance(0, left), utterance(1, right)];
  return computeSpeakerMetrics(attributeSpeakers(recording({ channels: 2, utterances })), durationMs);
}

describe('any call', () => {
  it('has shares that add up, talk and silence that fill it, and every word', () => {
    fc.assert(
      fc.property(anyUtterances, anyTurns, fc.nat(130_000), (utterances, turns, durationMs) => {
        const segments = attributeSpeakers(recording({ utterances, turns, channels: 3 }));
        const metrics = computeSpeakerMetrics(segments, durationMs);
        const { speakers } = metrics;
        const talk = speakers.reduce((sum, s) => sum + s.talkMs, 0);
        const share = speakers.reduce((sum, s) => sum + s.talkShare, 0);
        expect(share).toBeCloseTo(talk > 0 ? 1 : 0, 9);
        for (const speaker of speakers) {
          expect(speaker.talkMs).toBeLessThanOrEqual(durationMs);
          expect(speaker.overlapMs).toBeLessThanOrEqual(speaker.talkMs);
          expect(speaker.overlapMs).toBeLessThanOrEqual(metrics.overlapMs);
        }
        expect(metrics.longestSilenceMs).toBeLessThanOrEqual(metrics.silenceMs);
        expect(metrics.silenceMs + Math.max(0, ...speakers.map((s) => s.talkMs))).toBeLessThanOrEqual(
          durationMs,
        );
        // Everything is talked in, silent, or counted once too often per further voice.
        expect(talk + metrics.silenceMs - metrics.overlapMs).toBeGreaterThanOrEqual(durationMs);
        const words = utterances.reduce((sum, u) => sum + u.words.length, 0);
        expect(speakers.reduce((sum, s) => sum + s.words, 0)).toBe(words);
        expect(JSON.parse(JSON.stringify(metrics))).toEqual(metrics);
      }),
    );
  });
});

describe('a call', () => {
  it('is measured as a person with a stopwatch would', () => {
    const metrics = measure([block(1000, 5000), block(9000, 11_000)], [block(6000, 8000)], 12_000);
    expect(metrics).toEqual({
      durationMs: 12_000,
      silenceMs: 4000,
      silenceShare: 4000 / 12_000,
      longestSilenceMs: 1000,
      overlapMs: 0,
      responseLatencyMedianMs: 1000,
      holds: [],
      holdMs: 0,
      loudness: [],
      speakers: [
        {
          speakerLabel: 'S1',
          speakerRole: 'agent',
          speakerName: null,
          talkMs: 6000,
          talkShare: 0.75,
          words: 2,
          wordsPerMinute: 20,
          longestMonologueMs: 4000,
          interruptions: 0,
          overlapMs: 0,
          loudnessDb: null,
        },
        {
          speakerLabel: 'S2',
          speakerRole: 'customer',
          speakerName: null,
          talkMs: 2000,
          talkShare: 0.25,
          words: 1,
          wordsPerMinute: 30,
          longestMonologueMs: 2000,
          interruptions: 0,
          overlapMs: 0,
          loudnessDb: null,
        },
      ],
    });
  });

  it('counts beginning half a second or more before the other ends as an interruption', () => {
    const talks = (startMs: number) => measure([block(0, 4000)], [block(startMs, 6000)], 6000).speakers;
    expect(talks(3500).map((s) => s.interruptions)).toEqual([0, 1]);
    expect(talks(3500).map((s) => s.overlapMs)).toEqual([500, 500]);
    expect(talks(3501).map((s) => s.interruptions)).toEqual([0, 0]);
  });

  it('does not call going on after a cut for length an interruption', () => {
    const long = speak('word '.repeat(60).trim());
    expect(measure(long, [block(5000, 14_000)], 20_000).speakers.map((s) => s.interruptions)).toEqual([0, 1]);
  });

  it('lets a murmur pass through a monologue, and a sentence or a hold end it', () => {
    const around = (listener: Word[]) =>
      measure([block(0, 4000), block(5500, 9000)], listener, 10_000).speakers[0]?.longestMonologueMs;
    expect(around([block(4200, 4800)])).toBe(9000);
    expect(around([block(4200, 5400)])).toBe(4000);
    const hold = measure([block(0, 4000), block(60_000, 63_000)], [], 70_000);
    expect(hold.speakers[0]?.longestMonologueMs).toBe(4000);
    expect(hold.longestSilenceMs).toBe(56_000);
  });

  it('takes the median of the waits for an answer, overlaps left out', () => {
    const metrics = measure(
      [block(0, 1000), block(5000, 6000), block(20_000, 23_000)],
      [block(1200, 2000), block(9000, 10_000), block(21_000, 22_000)],
      30_000,
    );
    // 200, 3000, 3000, 10,000 ms; the last answer began while the other talked.
    expect(metrics.responseLatencyMedianMs).toBe(3000);
  });

  it('without words is all silence', () => {
    expect(computeSpeakerMetrics([], 5000)).toEqual({
      durationMs: 5000,
      speakers: [],
      silenceMs: 5000,
      silenceShare: 1,
      longestSilenceMs: 5000,
      overlapMs: 0,
      responseLatencyMedianMs: null,
      holds: [],
      holdMs: 0,
      loudness: [],
    });
  });
});
