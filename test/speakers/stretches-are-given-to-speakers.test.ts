import { describe, expect, it } from 'vitest';
import { turnsOf } from '../../src/speakers/diarization/turns.ts';
import { type HeardStretch, speakersOf } from '../../src/speakers/diarization/voices.ts';

/** A direction in the plane: voices that sound alike have angles close to each other. */
const sounding = (degrees: number): Float32Array =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));

interface Said {
  readonly s: number;
  readonly from?: number;
  readonly track?: number;
  readonly alone?: number;
  readonly angle?: number | null;
}

function stretches(...said: readonly Said[]): HeardStretch[] {
  let clock = 0;
  return said.map(({ s, from = clock + 1, track = 0, alone = s, angle = 0 }) => {
    const [startMs, endMs] = [from * 1000, (from + s) * 1000];
    clock = from + s;
    return {
      startMs,
      endMs,
      track,
      alone: [{ startMs, endMs: startMs + alone * 1000 }],
      aloneMs: alone * 1000,
      embedding: angle === null ? null : sounding(angle),
    };
  });
}

const silent = (): number => 0;
const unknown = { threshold: 0.7, speakers: null };

describe('stretches', () => {
  it('that sound alike are one speaker, whatever track they are on', () => {
    const said = stretches(
      { s: 2, angle: 0 },
      { s: 2, angle: 100 },
      { s: 2, angle: 10 },
      { s: 2, angle: 110 },
    );
    expect(speakersOf(said, silent, unknown)).toEqual([0, 1, 0, 1]);
  });

  it('in doubt go by what the segmentation says of them', () => {
    const said = stretches({ s: 2, angle: 0 }, { s: 2, angle: 72 });
    expect(speakersOf(said, () => 0.5, unknown)).toEqual([0, 0]);
    expect(speakersOf(said, () => -0.5, unknown)).toEqual([0, 1]);
    expect(speakersOf(stretches({ s: 2, angle: 0 }, { s: 2, angle: 120 }), () => 0.5, unknown)).toEqual([
      0, 1,
    ]);
  });

  it('at the same time are never one speaker, however alike and however few are expected', () => {
    const said = stretches({ s: 3, from: 0, track: 0, alone: 2 }, { s: 3, from: 2, track: 1, alone: 2 });
    expect(speakersOf(said, () => 0.5, unknown)).toEqual([0, 1]);
    expect(speakersOf(said, () => 0.5, { ...unknown, speakers: 1 })).toEqual([0, 1]);
  });

  it('are no more speakers than expected, and fewer only when they sound alike beyond doubt', () => {
    const said = stretches(
      { s: 2, angle: 0 },
      { s: 2, angle: 40 },
      { s: 2, angle: 120 },
      { s: 2, angle: 160 },
    );
    const found = (speakers: number | null) => speakersOf(said, silent, { ...unknown, speakers });
    expect(new Set(found(1)).size).toBe(1);
    expect(found(2)).toEqual([0, 0, 1, 1]);
    expect(found(3)).toEqual([0, 0, 1, 1]);
    expect(found(null)).toEqual([0, 0, 1, 1]);
    const doubtful = stretches({ s: 2, angle: 0 }, { s: 2, angle: 70 });
    expect(speakersOf(doubtful, silent, unknown)).toEqual([0, 0]);
    expect(speakersOf(doubtful, silent, { ...unknown, speakers: 2 })).toEqual([0, 1]);
  });

  it('that are short join the speaker they fit best, by sound or by the segmentation', () => {
    const said = stretches(
      { s: 2, angle: 0 },
      { s: 2, angle: 120 },
      { s: 0.5, angle: 100 },
      { s: 0.2, angle: null },
    );
    const agreement = (left: number, right: number) =>
      Math.max(left, right) === 3 ? (Math.min(left, right) === 1 ? 0.5 : -0.5) : 0;
    expect(speakersOf(said, agreement, unknown)).toEqual([0, 1, 1, 1]);
  });

  it('over everybody who is known make a new speaker when long enough, and none when the number is known', () => {
    const talkOver = (s: number) =>
      stretches({ s: 5, from: 0, track: 0, alone: 4 }, { s, from: 2, track: 1, alone: 0, angle: null });
    expect(speakersOf(talkOver(0.5), silent, unknown)).toEqual([0, 1]);
    expect(speakersOf(talkOver(0.2), silent, unknown)).toEqual([0, null]);
    expect(speakersOf(talkOver(0.5), silent, { ...unknown, speakers: 1 })).toEqual([0, null]);
  });

  it('that are all short are clustered all the same; of nothing nothing is made', () => {
    expect(speakersOf(stretches({ s: 0.6 }, { s: 0.5, angle: 120 }), silent, unknown)).toEqual([0, 1]);
    expect(speakersOf([], silent, unknown)).toEqual([]);
    expect(speakersOf(stretches({ s: 0.4, angle: null }), silent, unknown)).toEqual([0]);
  });
});

describe('turns', () => {
  it('go on over a pause of up to a second; what is given to nobody or very short is none', () => {
    const said = stretches(
      { s: 2, from: 0 },
      { s: 2, from: 2.9 },
      { s: 2, from: 6 },
      { s: 0.25, from: 9 },
      { s: 1, from: 12 },
    );
    expect(turnsOf(said, [0, 0, 0, 1, null])).toEqual([
      { startMs: 0, endMs: 4900, speaker: 0 },
      { startMs: 6000, endMs: 8000, speaker: 0 },
    ]);
  });
});
