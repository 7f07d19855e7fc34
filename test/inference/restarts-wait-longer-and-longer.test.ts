import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { RestartBackoff } from '../../src/inference/restart-backoff.ts';

const { runs, seed } = inject('effort');

describe('restarts', () => {
  it(`wait between half and all of the base, doubled by each failure in a row, up to the most (seed ${seed})`, () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 1, max: 60 }),
        (baseMs, maxMs, failures) => {
          const backoff = new RestartBackoff({ baseMs, maxMs });
          for (let n = 0; n < failures; n += 1) backoff.failed();
          const full = Math.min(maxMs, baseMs * 2 ** (failures - 1));
          expect(backoff.pauseMs).toBeGreaterThanOrEqual(full / 2);
          expect(backoff.pauseMs).toBeLessThanOrEqual(full);
        },
      ),
      { numRuns: runs, seed },
    );
  });

  it('are at once before the first failure and after a success', () => {
    const backoff = new RestartBackoff();
    expect(backoff.pauseMs).toBe(0);
    backoff.failed();
    expect(backoff.pauseMs).toBeGreaterThan(0);
    backoff.succeeded();
    expect(backoff.pauseMs).toBe(0);
  });
});
