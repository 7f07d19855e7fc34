import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { toRecordingTimes } from '../../src/speech/window-times.ts';
import { LOUDNESS_FRAME, planWindows, type SpeechSpan, sharedBy } from '../../src/speech/windows.ts';

const { runs, seed } = inject('effort');
const SECOND = 16_000;
const OPTIONS = {
  totalSamples: 600 * SECOND,
  maxSamples: 25 * SECOND,
  padSamples: 0.3 * SECOND,
  overlapSamples: SECOND,
};
const seconds = (from: number, to: number): SpeechSpan => ({ start: from * SECOND, end: to * SECOND });
const shown = (spans: readonly SpeechSpan[]) =>
  planWindows(spans, OPTIONS).map(({ parts }) => parts.map((p) => [p.start / SECOND, p.end / SECOND]));

describe('windows hold all speech once', () => {
  it('pads, leaves long silence out and packs neighbours', () => {
    expect(shown([seconds(10, 12), seconds(30, 35)])).toEqual([
      [
        [9.7, 12.3],
        [29.7, 35.3],
      ],
    ]);
  });

  it('joins what lies close together, and pads no further than the recording goes', () => {
    expect(shown([seconds(0, 2), seconds(2.4, 600)].slice(0, 1))).toEqual([[[0, 2.3]]]);
    expect(shown([seconds(1, 2), seconds(2.5, 4)])).toEqual([[[0.7, 4.3]]]);
  });

  it('begins a new window where the old one is full', () => {
    expect(shown([seconds(10, 30), seconds(40, 50)])).toEqual([[[9.7, 30.3]], [[39.7, 50.3]]]);
  });

  it('cuts long speech at its quietest place', () => {
    const loudness = new Float32Array((40 * SECOND) / LOUDNESS_FRAME).fill(0.2);
    loudness.fill(0.01, 900, 910);
    const windows = planWindows([{ ...seconds(0, 40), loudness }], OPTIONS);
    expect(windows).toHaveLength(2);
    const cut = (windows[0]?.parts[0]?.end ?? 0) / LOUDNESS_FRAME;
    expect(cut).toBeGreaterThan(900);
    expect(cut).toBeLessThan(910);
  });

  it('keeps every sample of every span in exactly one part, in order, within the limit', () => {
    const spans = fc
      .array(fc.tuple(fc.integer({ min: 1, max: 900_000 }), fc.integer({ min: 1, max: 1_500_000 })), {
        maxLength: 12,
      })
      .map((pairs) => {
        let at = 0;
        return pairs.map(([gap, length]) => {
          const start = at + gap;
          at = start + length;
          return { start, end: at };
        });
      });
    const limits = fc.record({
      maxSamples: fc.integer({ min: 60_000, max: 640_000 }),
      padSamples: fc.integer({ min: 0, max: 9000 }),
      overlapSamples: fc.integer({ min: 0, max: 20_000 }),
      slack: fc.integer({ min: 0, max: 20_000 }),
      loud: fc.boolean(),
    });
    fc.assert(
      fc.property(spans, limits, (plain, { slack, loud, ...limit }) => {
        const totalSamples = (plain.at(-1)?.end ?? 0) + slack;
        const given = plain.map((span) =>
          loud ? { ...span, loudness: noise((span.end - span.start) / LOUDNESS_FRAME) } : span,
        );
        const windows = planWindows(given, { totalSamples, ...limit });
        for (const [i, { parts }] of windows.entries()) {
          const length = parts.reduce((sum, part) => sum + part.end - part.start, 0);
          expect(length).toBeLessThanOrEqual(limit.maxSamples);
          expect(length).toBeGreaterThan(0);
          for (const [place, part] of parts.entries()) {
            expect(part.end).toBeGreaterThan(part.start);
            expect(part.start).toBeGreaterThanOrEqual(parts[place - 1]?.end ?? 0);
            expect(part.end).toBeLessThanOrEqual(totalSamples);
          }
          // Only neighbours share anything, and no more than was asked for.
          const [before, after] = [windows[i - 1], windows[i + 1]];
          const shared = before === undefined ? null : sharedBy(before, { parts });
          if (shared !== null) expect(shared.end - shared.start).toBeLessThanOrEqual(limit.overlapSamples);
          if (before !== undefined && after !== undefined) expect(sharedBy(before, after)).toBeNull();
        }
        for (const span of plain) expect(coveredBy(windows, span)).toBe(span.end - span.start);
      }),
      { seed, numRuns: runs },
    );
  });

  it('lets windows overlap where a cut falls into speech, and not where it falls into a pause', () => {
    const talk = new Float32Array((40 * SECOND) / LOUDNESS_FRAME).fill(0.2);
    const [first, second] = planWindows([{ ...seconds(0, 40), loudness: talk }], OPTIONS);
    const shared = first === undefined || second === undefined ? null : sharedBy(first, second);
    expect((shared?.end ?? 0) - (shared?.start ?? 0)).toBe(SECOND);

    const pausing = talk.slice().fill(0.001, 900, 920);
    const [before, after] = planWindows([{ ...seconds(0, 40), loudness: pausing }], OPTIONS);
    expect(before && after && sharedBy(before, after)).toBeNull();
  });
});

/** How many samples of a span lie in at least one window. */
function coveredBy(windows: ReturnType<typeof planWindows>, span: SpeechSpan): number {
  let covered = 0;
  let until = span.start;
  for (const part of windows.flatMap((window) => window.parts)) {
    const from = Math.max(part.start, until);
    const to = Math.min(part.end, span.end);
    if (to > from) {
      covered += to - from;
      until = to;
    }
  }
  return covered;
}

describe('word times go back to the recording', () => {
  const window = { parts: [seconds(10, 12), seconds(30, 35)] };
  const word = (startMs: number, endMs: number) => ({ text: 'x', startMs, endMs, confidence: null });

  it('across silence that was left out, a word never reaching over it', () => {
    const words = toRecordingTimes(
      [word(500, 900), word(1900, 2100), word(2000, 2300), word(9000, 9500)],
      window,
    );
    expect(words.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [10_500, 10_900],
      [11_900, 12_000],
      [30_000, 30_300],
      [35_000, 35_001],
    ]);
  });
});

function noise(frames: number): Float32Array {
  return Float32Array.from({ length: Math.floor(frames) }, (_, i) => Math.abs(Math.sin(i * 12.9898)));
}
