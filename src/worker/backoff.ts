import { jitter } from '../clock/clock.ts';

/**
 * Full-jitter exponential backoff: a uniform draw from 0 to min(max, base · 2^(attempt−1)), in seconds. Jitter over the
 * whole range spreads a burst of failures best (AWS, "Exponential Backoff And Jitter").
 */
export function retryAfterSeconds(attempt: number, baseSeconds: number, maxSeconds: number): number {
  return jitter(Math.min(maxSeconds, baseSeconds * 2 ** Math.max(0, attempt - 1)));
}

/** Wait before the next look at an empty queue: between 1 s (or the whole interval, if shorter) and the interval. */
export function pollDelayMs(pollSeconds: number): number {
  const longest = pollSeconds * 1000;
  const shortest = Math.min(1000, longest);
  return shortest + jitter(longest - shortest);
}
