import { describe, expect, it } from 'vitest';
import { agreementOf } from '../../src/speakers/diarization/agreement.ts';
import { stretchesOf } from '../../src/speakers/diarization/stretches.ts';
import { timelineOf } from '../../src/speakers/diarization/timeline.ts';
import { tracksOf } from '../../src/speakers/diarization/tracks.ts';
import { WINDOW_MS, type Window, windowStarts } from '../../src/speakers/diarization/window.ts';

type Talk = readonly [who: string, startS: number, endS: number];

/** What a segmentation without fault says of a talk: each window numbers its voices in an order of its own. */
function windowsOver(talk: readonly Talk[], totalS: number): Window[] {
  return windowStarts(totalS * 1000, 1000).map((startMs, index) => {
    const endMs = Math.min(totalS * 1000, startMs + WINDOW_MS);
    const turns = talk
      .map(([who, from, to]) => ({
        who,
        startMs: Math.max(startMs, from * 1000),
        endMs: Math.min(endMs, to * 1000),
      }))
      .filter((turn) => turn.endMs > turn.startMs);
    const names = [...new Set(turns.map(({ who }) => who))];
    const order = index % 2 === 0 ? names : names.reverse();
    return {
      startMs,
      endMs,
      turns: turns.map(({ who, ...span }) => ({ ...span, voice: order.indexOf(who) })),
    };
  });
}

const timeline = (windows: readonly Window[], totalS: number) =>
  timelineOf(windows, tracksOf(windows), totalS * 1000);

describe('windows', () => {
  it('reach the end of the recording, and one is enough for a short one', () => {
    expect(windowStarts(400, 1000)).toEqual([0]);
    expect(windowStarts(10_000, 1000)).toEqual([0]);
    expect(windowStarts(10_001, 1000)).toEqual([0, 1000]);
    expect(windowStarts(12_500, 2500)).toEqual([0, 2500]);
  });
});

describe('a voice', () => {
  const talk: Talk[] = [
    ['agent', 0, 4],
    ['customer', 5, 9],
    ['agent', 10, 14],
    ['customer', 15, 19],
    ['agent', 20, 24],
  ];

  it('keeps its track however the windows number their voices', () => {
    const spans = timeline(windowsOver(talk, 24), 24);
    expect(spans).toEqual([
      { track: 0, startMs: 0, endMs: 4000 },
      { track: 1, startMs: 5000, endMs: 9000 },
      { track: 0, startMs: 10_000, endMs: 14_000 },
      { track: 1, startMs: 15_000, endMs: 19_000 },
      { track: 0, startMs: 20_000, endMs: 24_000 },
    ]);
  });

  it('that is silent for longer than a window comes back as another track: the embedding says whose', () => {
    const spans = timeline(
      windowsOver(
        [
          ['agent', 0, 4],
          ['agent', 30, 34],
        ],
        34,
      ),
      34,
    );
    expect(new Set(spans.map(({ track }) => track)).size).toBe(2);
  });

  it('talks at the same time as another when most windows hear two', () => {
    const spans = timeline(
      windowsOver(
        [
          ['agent', 0, 8],
          ['customer', 6, 12],
        ],
        14,
      ),
      14,
    );
    expect(spans).toEqual([
      { track: 0, startMs: 0, endMs: 8000 },
      { track: 1, startMs: 6000, endMs: 12_000 },
    ]);
  });

  it('is not there when one window of ten hears it', () => {
    const windows = windowsOver([['agent', 0, 4]], 24);
    const odd = windows.map((window, index) =>
      index === 7 ? { ...window, turns: [{ voice: 0, startMs: 12_000, endMs: 13_000 }] } : window,
    );
    expect(timeline(odd, 24)).toEqual([{ track: 0, startMs: 0, endMs: 4000 }]);
  });
});

describe('a stretch', () => {
  it('ends at a pause, is no longer than six seconds, and knows where it is alone', () => {
    const stretches = stretchesOf([
      { track: 0, startMs: 0, endMs: 2000 },
      { track: 0, startMs: 2150, endMs: 4000 },
      { track: 1, startMs: 3500, endMs: 5000 },
      { track: 0, startMs: 5000, endMs: 15_000 },
      { track: 1, startMs: 16_000, endMs: 16_050 },
    ]);
    expect(stretches.map(({ track, startMs, endMs, aloneMs }) => [track, startMs, endMs, aloneMs])).toEqual([
      [0, 0, 4000, 3500],
      [1, 3500, 5000, 1000],
      [0, 5000, 10_000, 5000],
      [0, 10_000, 15_000, 5000],
    ]);
    expect(stretches[0]?.alone).toEqual([{ startMs: 0, endMs: 3500 }]);
  });

  it('agrees with another by what the windows say that see both', () => {
    const windows = windowsOver(
      [
        ['agent', 0, 2],
        ['customer', 3, 5],
        ['agent', 6, 8],
        ['agent', 40, 42],
      ],
      42,
    );
    const agreement = agreementOf(windows, stretchesOf(timeline(windows, 42)));
    expect(agreement(0, 1)).toBe(-0.5);
    expect(agreement(0, 2)).toBe(0.5);
    expect(agreement(2, 0)).toBe(0.5);
    expect(agreement(0, 3)).toBe(0);
  });
});
