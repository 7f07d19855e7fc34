import { interval } from './bootstrap.ts';
import { seededRandom } from './random.ts';
import type { Figure } from './summary.ts';

/** One recording as A and as B heard it. */
export interface Pair<T> {
  readonly a: T;
  readonly b: T;
}

/** How a figure differs between two runs over the same recordings. */
export interface Difference {
  readonly a: number;
  readonly b: number;
  /** 95 % interval of B less A, null with fewer than two recordings. */
  readonly interval: readonly [low: number, high: number] | null;
  /** Probability of a difference as large as this one if A and B were the same, 0…1; null as above. */
  readonly p: number | null;
}

const SHUFFLES = 2000;

/**
 * Compares a figure by recordings, so that a hard recording is hard for both. The interval comes from drawing pairs
 * (bootstrap), the probability from exchanging the two at random within each pair (approximate randomisation; Noreen,
 * "Computer-Intensive Methods for Testing Hypotheses", 1989).
 */
export function compareFigure<T>(
  pairs: readonly Pair<T>[],
  figure: Figure<T>,
  seed: number,
): Difference | null {
  const [a, b] = [figure(pairs.map((pair) => pair.a)), figure(pairs.map((pair) => pair.b))];
  if (a === null || b === null) return null;
  if (pairs.length < 2) return { a, b, interval: null, p: null };
  const difference = (drawn: readonly Pair<T>[]) => {
    const [before, after] = [figure(drawn.map((pair) => pair.a)), figure(drawn.map((pair) => pair.b))];
    return before === null || after === null ? null : after - before;
  };
  return { a, b, interval: interval(pairs, difference, seed), p: chance(pairs, difference, b - a, seed) };
}

function chance<T>(
  pairs: readonly Pair<T>[],
  difference: (pairs: readonly Pair<T>[]) => number | null,
  observed: number,
  seed: number,
): number {
  const random = seededRandom(seed);
  // Sums in another order differ in the last digits: what is equal must count as equal.
  const bound = Math.abs(observed) * (1 - 1e-9);
  let asLarge = 1;
  for (let round = 0; round < SHUFFLES; round++) {
    const shuffled = pairs.map((pair) => (random() < 0.5 ? pair : { a: pair.b, b: pair.a }));
    if (Math.abs(difference(shuffled) ?? 0) >= bound) asLarge += 1;
  }
  return asLarge / (SHUFFLES + 1);
}
