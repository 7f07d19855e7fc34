import { describe, expect, it } from 'vitest';
import { attributeSpeakers } from '../../src/speakers/attribute-speakers.ts';
import { findHolds } from '../../src/speakers/holds.ts';
import { loudnessPerSecond, talkLoudness } from '../../src/speakers/loudness.ts';
import { computeSpeakerMetrics } from '../../src/speakers/metrics.ts';
import { recording, speak, utterance } from './talk.ts';

/** Texts of the agent, each at its second. */
function segmentsOf(lines: Readonly<Record<number, string>>) {
  const utterances = Object.entries(lines).map(([second, text]) =>
    utterance(0, speak(text, Number(second) * 1000)),
  );
  return attributeSpeakers(recording({ utterances, channels: 2 }));
}

const holds = (lines: Readonly<Record<number, string>>, seconds = 60) =>
  findHolds(segmentsOf(lines), seconds * 1000).map(({ startMs, endMs }) => [startMs, endMs]);

describe('a hold', () => {
  it.each(['bear with me', 'one moment please', 'let me check that for you', 'can i put you on hold'])(
    'is the silence after “%s”',
    (text) => {
      const [start] = segmentsOf({ 0: text });
      expect(holds({ 0: text, 10: 'thanks for waiting' }, 12)).toEqual([[start?.endMs, 10_000]]);
    },
  );

  it('is any silence of twenty seconds, the end of the call included', () => {
    expect(holds({ 0: 'yes', 21: 'so', 30: 'then' })).toEqual([
      [200, 21_000],
      [30_200, 60_000],
    ]);
  });

  it('is no pause of ten seconds that nobody asked for, and no wait before the first word', () => {
    expect(holds({ 30: 'hello', 41: 'are you there' }, 45)).toEqual([]);
  });
});

describe('loudness', () => {
  it('is the power of each second, the last one begun included', () => {
    const db = new Int8Array(110).fill(-60);
    db.fill(-20, 0, 50);
    db.fill(-20, 50, 75);
    expect(loudnessPerSecond({ channel: 1, db })).toEqual({ channel: 1, db: [-20, -23, -60] });
  });

  it('of a speaker is the median of the seconds mostly talked in, and unknown without a measurement', () => {
    const loudness = { channel: 0, db: [-20, -30, -22, -60, -21] };
    const spans = [
      { speaker: 'S1', startMs: 0, endMs: 1200 },
      { speaker: 'S1', startMs: 2000, endMs: 2900 },
      { speaker: 'S1', startMs: 4100, endMs: 5000 },
    ];
    expect(talkLoudness(spans, loudness)).toBe(-21);
    expect(talkLoudness(spans, undefined)).toBeNull();
    expect(talkLoudness([{ speaker: 'S1', startMs: 0, endMs: 300 }], loudness)).toBeNull();
  });

  it('belongs to the metrics of a call', () => {
    const segments = segmentsOf({ 0: 'good morning this is the bank' });
    const loudness = [{ channel: 0, db: [-20, -20] }];
    const metrics = computeSpeakerMetrics(segments, 2000, loudness);
    expect(metrics.loudness).toEqual(loudness);
    expect(metrics.speakers[0]?.loudnessDb).toBe(-20);
  });
});
