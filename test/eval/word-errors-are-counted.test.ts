import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { align, editDistance } from '../../src/eval/align.ts';
import { characterErrorRate, countErrors, wordErrorRate, wrongWords } from '../../src/eval/word-errors.ts';

const { runs, seed } = inject('effort');
const words = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 7 });

/** The definition itself, exponential and obvious. */
function distance(a: readonly string[], b: readonly string[]): number {
  const [first, ...restOfA] = a;
  const [other, ...restOfB] = b;
  if (first === undefined) return b.length;
  if (other === undefined) return a.length;
  if (first === other) return distance(restOfA, restOfB);
  return 1 + Math.min(distance(restOfA, restOfB), distance(restOfA, b), distance(a, restOfB));
}

describe('word errors are counted', () => {
  it.each([
    ['the cat sat', 'the cat sat', 0, 0, 0],
    ['the cat sat', 'the hat sat', 1, 0, 0],
    ['the cat sat', 'the sat', 0, 1, 0],
    ['the cat sat', 'the big cat sat', 0, 0, 1],
    ['the cat sat', '', 0, 3, 0],
    ['', 'the cat', 0, 0, 2],
    ['a b c d', 'b c d e', 0, 1, 1],
    // Two substitutions would cost the same: what was heard right counts.
    ['good morning steve', 'good big morning', 0, 1, 1],
  ])('%j heard as %j', (reference, heard, substitutions, deletions, insertions) => {
    expect(countErrors(reference, heard)).toMatchObject({ substitutions, deletions, insertions });
  });

  it('has no rate without a reference, and one above 1 when more is made up than was said', () => {
    expect(wordErrorRate(countErrors('', 'some words'))).toBeNull();
    expect(characterErrorRate(countErrors('', 'some words'))).toBeNull();
    expect(wordErrorRate(countErrors('yes', 'no no no'))).toBe(3);
  });

  it(`an alignment accounts for every word once, in order, at the least cost (seed ${seed})`, () => {
    fc.assert(
      fc.property(words, words, (reference, heard) => {
        const steps = align(reference, heard);
        const placesOf = (side: 'reference' | 'heard') =>
          steps.flatMap((step) => (side in step ? [(step as { [k in typeof side]?: number })[side]] : []));
        expect(placesOf('reference')).toEqual(reference.map((_, place) => place));
        expect(placesOf('heard')).toEqual(heard.map((_, place) => place));
        for (const step of steps) {
          if (step.kind === 'hit') expect(reference[step.reference]).toBe(heard[step.heard]);
          if (step.kind === 'substitution') expect(reference[step.reference]).not.toBe(heard[step.heard]);
        }
        const cost = steps.filter(({ kind }) => kind !== 'hit').length;
        expect(cost).toBe(distance(reference, heard));
        expect(editDistance(reference, heard)).toBe(cost);
      }),
      { numRuns: runs * 5, seed },
    );
  });

  it(`wrong words make no more than a triangle's third side (seed ${seed})`, () => {
    fc.assert(
      fc.property(words, words, words, (a, b, c) => {
        const wrong = (x: readonly string[], y: readonly string[]) =>
          wrongWords(countErrors(x.join(' '), y.join(' ')));
        expect(wrong(a, c)).toBeLessThanOrEqual(wrong(a, b) + wrong(b, c));
        expect(wrong(a, b)).toBe(wrong(b, a));
      }),
      { numRuns: runs, seed },
    );
  });
});
