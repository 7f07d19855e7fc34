import { seededRandom } from './random.ts';
import { quantile } from './statistics.ts';

/** A figure and the 95 % interval that another draw of recordings of the same kind would give it. */
export interface Estimate {
  readonly value: number;
  /** Null with fewer than two recordings: nothing can be said then. */
  readonly interval: readonly [low: number, high: number] | null;
}

const RESAMPLES = 1000;

/**
 * A figure over recordings with its bootstrap percentile interval. Whole recordings are drawn, because errors within
 * one hang together (Bisani and Ney, "Bootstrap estimates for confidence intervals in ASR performance evaluation", 2004).
 *
 * @param statistic null where a draw has none (no reference words in it); such draws are left out
 * @returns null when the recordings themselves have none
 */
export function estimate<T>(
  recordings: readonly T[],
  statistic: (drawn: readonly T[]) => number | null,
  seed: number,
): Estimate | null {
  const value = statistic(recordings);
  if (value === null) return null;
  return { value, interval: recordings.length < 2 ? null : interval(recordings, statistic, seed) };
}

/** The 95 % interval alone. */
export function interval<T>(
  recordings: readonly T[],
  statistic: (drawn: readonly T[]) => number | null,
  seed: number,
): readonly [number, number] | null {
  const random = seededRandom(seed);
  const values: number[] = [];
  for (let round = 0; round < RESAMPLES; round++) {
    const drawn = recordings.map(() => recordings[Math.floor(random() * recordings.length)] as T);
    const value = statistic(drawn);
    if (value !== null) values.push(value);
  }
  const [low, high] = [quantile(values, 0.025), quantile(values, 0.975)];
  return low === null || high === null ? null : [low, high];
}
