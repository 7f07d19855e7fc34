import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { diarizationError, diarizationErrorRate } from '../../src/eval/diarization-error.ts';
import type { LabelledSpan } from '../../src/eval/stretches.ts';

const { runs, seed } = inject('effort');
const span = (start: number, end: number, speaker: string): LabelledSpan => ({
  startMs: start * 1000,
  endMs: end * 1000,
  speaker,
});
const all = { regions: [{ startMs: 0, endMs: 60_000 }], collarMs: 0, skipOverlap: false };

// The recording that pyannote.metrics' own tests are about; its values are those that package asserts.
const reference = [span(0, 10, 'A'), span(12, 20, 'B'), span(24, 27, 'A'), span(30, 40, 'C')];
const overlapping = [span(0, 13, 'A'), ...reference.slice(1)];
const hypothesis = [
  span(2, 13, 'a'),
  span(13, 14, 'd'),
  span(14, 20, 'b'),
  span(22, 38, 'c'),
  span(38, 40, 'd'),
];

describe('diarization error follows its definition', () => {
  it('as pyannote.metrics has it, part by part', () => {
    const error = diarizationError(reference, hypothesis, all);
    expect(error).toMatchObject({ totalMs: 31_000, missMs: 2000, falseAlarmMs: 7000, confusionMs: 7000 });
    expect(diarizationErrorRate(error)).toBeCloseTo(0.5161290322580645, 10);
    expect(Object.fromEntries(error.mapping)).toMatchObject({ a: 'A', b: 'B', c: 'C' });
    expect(diarizationError(overlapping, hypothesis, all).totalMs).toBe(34_000);
    expect(diarizationError(overlapping, hypothesis, { ...all, skipOverlap: true }).totalMs).toBe(32_000);
  });

  it('a collar is left out on both sides of every start and end: 0.5 s is pyannote.metrics\u2019 1', () => {
    expect(diarizationError([span(0, 10, 'A')], [], { ...all, collarMs: 500 })).toMatchObject({
      totalMs: 9000,
      missMs: 9000,
    });
    // Turns that begin and end within the collar of the reference's are no error.
    const sloppy = [span(0.2, 9.8, 'x'), span(12.2, 20.2, 'y')];
    const exact = [span(0, 10, 'A'), span(12, 20, 'B')];
    expect(diarizationErrorRate(diarizationError(exact, sloppy, { ...all, collarMs: 250 }))).toBe(0);
    expect(diarizationError(exact, sloppy, all)).toMatchObject({ missMs: 600, falseAlarmMs: 200 });
  });

  it('by hand: two at once count twice, one found of two is one missed', () => {
    const two = [span(0, 10, 'A'), span(6, 10, 'B')];
    expect(diarizationError(two, [span(0, 10, 'x')], all)).toMatchObject({
      totalMs: 14_000,
      missMs: 4000,
      falseAlarmMs: 0,
      confusionMs: 0,
    });
    // One voice split in two: the larger piece is right, the other confused.
    expect(diarizationError([span(0, 10, 'A')], [span(0, 7, 'x'), span(7, 10, 'y')], all)).toMatchObject({
      missMs: 0,
      confusionMs: 3000,
    });
    // Two voices taken for one.
    expect(diarizationError([span(0, 6, 'A'), span(6, 10, 'B')], [span(0, 10, 'x')], all)).toMatchObject({
      confusionMs: 4000,
    });
  });

  it('outside the labelled regions nothing counts', () => {
    const regions = [
      { startMs: 0, endMs: 5000 },
      { startMs: 8000, endMs: 9000 },
    ];
    const error = diarizationError([span(0, 10, 'A')], [span(4, 30, 'x')], { ...all, regions });
    expect(error).toMatchObject({ totalMs: 6000, missMs: 4000, falseAlarmMs: 0, confusionMs: 0 });
  });

  it('has no rate where nobody speaks', () => {
    expect(diarizationErrorRate(diarizationError([], [span(0, 1, 'x')], all))).toBeNull();
  });

  const spans = fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 15 }), fc.constantFrom('A', 'B', 'C'))
      .map(([start, length, speaker]) => span(start, start + length, speaker)),
    { maxLength: 8 },
  );

  it(`is what counting second by second under the best of all mappings gives (seed ${seed})`, () => {
    fc.assert(
      fc.property(
        spans,
        spans,
        fc.boolean(),
        fc.constantFrom(0, 1000),
        (said, found, skipOverlap, collarMs) => {
          const error = diarizationError(said, found, { ...all, skipOverlap, collarMs });
          expect(error.missMs + error.falseAlarmMs + error.confusionMs).toBe(
            countedBySeconds(said, found, skipOverlap, collarMs),
          );
        },
      ),
      { numRuns: runs * 3, seed },
    );
  });

  it(`other names for the same turns are no error (seed ${seed})`, () => {
    fc.assert(
      fc.property(spans, (said) => {
        const renamed = said.map((turn) => ({ ...turn, speaker: `speaker ${turn.speaker}` }));
        expect(diarizationError(said, renamed, all)).toMatchObject({
          missMs: 0,
          falseAlarmMs: 0,
          confusionMs: 0,
        });
      }),
      { numRuns: runs, seed },
    );
  });
});

/** Whole seconds only, all six ways to pair three names with three: slow and plain. */
function countedBySeconds(
  said: readonly LabelledSpan[],
  found: readonly LabelledSpan[],
  skipOverlap: boolean,
  collarMs: number,
): number {
  const at = (spans: readonly LabelledSpan[], second: number) =>
    new Set(
      spans
        .filter((turn) => turn.startMs <= second * 1000 && second * 1000 < turn.endMs)
        .map((turn) => turn.speaker),
    );
  const edges = said.flatMap((turn) => [turn.startMs, turn.endMs]);
  const seconds = Array.from({ length: 60 }, (_, second) => second).filter(
    (second) =>
      !(skipOverlap && at(said, second).size > 1) &&
      !edges.some((edge) => edge - collarMs < (second + 1) * 1000 && second * 1000 < edge + collarMs),
  );
  const mappings = ['ABC', 'ACB', 'BAC', 'BCA', 'CAB', 'CBA'].map(
    (order) => new Map(['A', 'B', 'C'].map((name, place) => [name, order[place] ?? ''])),
  );
  const errors = mappings.map((mapping) =>
    seconds.reduce((sum, second) => {
      const [speaking, guessed] = [at(said, second), at(found, second)];
      const right = [...guessed].filter((name) => speaking.has(mapping.get(name) ?? '')).length;
      return sum + 1000 * (Math.max(speaking.size, guessed.size) - right);
    }, 0),
  );
  return Math.min(...errors);
}
