import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { admits, type CallInFlight, hasRoom, mayBegin } from '../../src/worker/admission.ts';

const { runs, seed } = inject('effort');
const LIMITS = { calls: 3, bytes: 100 };
const call = (place: CallInFlight['place'], bytes = 0, alone = false): CallInFlight => ({
  place,
  bytes,
  alone,
});

describe('one more call is claimed', () => {
  it('when there is none, however large calls are', () => {
    expect(admits([], { calls: 1, bytes: 1 }, 1000)).toBe(true);
  });

  it('once all in hand have reached the speech device or do not need it', () => {
    expect(admits([call('past'), call('past')], LIMITS, 10)).toBe(true);
    for (const place of ['claimed', 'ahead', 'ready'] as const) {
      expect(admits([call('past'), call(place)], LIMITS, 10), place).toBe(false);
    }
  });

  it('not beyond the number of calls and the bytes of their audio', () => {
    expect(admits([call('past'), call('past'), call('past')], LIMITS, 10)).toBe(false);
    expect(admits([call('past', 91)], LIMITS, 10)).toBe(false);
    expect(admits([call('past', 90)], LIMITS, 10)).toBe(true);
  });

  it('not beside one that runs alone, which itself begins when the others have ended', () => {
    const alone = call('claimed', 0, true);
    expect(admits([call('past', 0, true)], LIMITS, 10)).toBe(false);
    expect(mayBegin([call('past'), alone], alone)).toBe(false);
    expect(mayBegin([alone], alone)).toBe(true);
  });
});

describe(`whatever calls are in flight (seed ${seed})`, () => {
  const flights = fc.array(
    fc.record({
      place: fc.constantFrom('claimed' as const, 'ahead' as const, 'ready' as const, 'past' as const),
      bytes: fc.nat(150),
      alone: fc.boolean(),
    }),
    { minLength: 1, maxLength: 6 },
  );

  it('some call may always go on: nobody waits for room in a circle', () => {
    fc.assert(
      fc.property(flights, fc.nat(1000), (flight, bytes) => {
        expect(flight.some((one) => mayBegin(flight, one) && hasRoom(flight, one, bytes, LIMITS))).toBe(true);
      }),
      { numRuns: runs * 10, seed },
    );
  });

  it('only the oldest, or a call whose audio has the disk alone, takes more than there is', () => {
    fc.assert(
      fc.property(flights, fc.nat(6), fc.nat(1000), (flight, place, bytes) => {
        const own = flight[place % flight.length] ?? call('past');
        if (!hasRoom(flight, own, bytes, LIMITS)) return;
        const others = flight.reduce((sum, one) => sum + (one === own ? 0 : one.bytes), 0);
        if (own === flight[0] || others === 0) return;
        expect(others + bytes).toBeLessThanOrEqual(LIMITS.bytes);
      }),
      { numRuns: runs * 10, seed },
    );
  });
});
