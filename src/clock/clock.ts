import { setTimeout as delay } from 'node:timers/promises';

/**
 * The one door to time. Durations come from the monotonic clock; the wall clock is for people only
 * (all lease arithmetic happens in SQL, so a board whose clock is an hour wrong still works).
 */
export function monotonicMs(): number {
  return performance.now();
}

/** Wall-clock time for display and file dates, never for leases. */
export function wallClock(): Date {
  return new Date();
}

/** Resolves after `ms`; rejects with the signal's reason when aborted. */
export async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    throw signal?.aborted === true ? signal.reason : error;
  }
}

/** Full jitter: a uniform draw from [0, ms). */
export function jitter(ms: number): number {
  return Math.random() * ms;
}
