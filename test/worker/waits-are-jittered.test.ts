import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pollDelayMs, retryAfterSeconds } from '../../src/worker/backoff.ts';

const draws = <T>(draw: () => T): T[] => Array.from({ length: 400 }, draw);

describe('the wait before a retry', () => {
  it('is anywhere between nothing and the doubled base, never above the longest', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (attempt) => {
        const pause = retryAfterSeconds(attempt, 30, 3600);
        expect(pause).toBeGreaterThanOrEqual(0);
        expect(pause).toBeLessThanOrEqual(Math.min(3600, 30 * 2 ** (attempt - 1)));
      }),
    );
  });

  it('spreads over the whole range: full jitter', () => {
    const pauses = draws(() => retryAfterSeconds(3, 30, 3600));
    expect(Math.min(...pauses)).toBeLessThan(12);
    expect(Math.max(...pauses)).toBeGreaterThan(108);
  });
});

describe('the wait of an idle worker', () => {
  it('is between one second and the interval, and differs', () => {
    const waits = draws(() => pollDelayMs(5));
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(1000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(5000);
    expect(new Set(waits).size).toBeGreaterThan(300);
  });

  it('follows an interval below a second', () => {
    expect(draws(() => pollDelayMs(0.2)).every((wait) => wait === 200)).toBe(true);
  });
});
