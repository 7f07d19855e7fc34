import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { pack, put } from '../../src/threads/parcels.ts';

const { runs, seed } = inject('effort');

const travelled = (value: unknown): unknown => {
  const { frame, parcels } = structuredClone(pack(value));
  for (const parcel of parcels) put(frame, parcel);
  return frame;
};

describe('parcels', () => {
  it(`bring any plain data over as it was (seed ${seed})`, () => {
    const item = fc.oneof(fc.jsonValue(), fc.record({ words: fc.array(fc.integer(), { maxLength: 250 }) }));
    const list = fc.array(item, { maxLength: 350, size: 'max' });
    fc.assert(
      fc.property(fc.tuple(list, fc.jsonValue(), fc.record({ segments: list })), (value) => {
        expect(travelled(value)).toEqual(value);
      }),
      { numRuns: Math.min(runs, 200), seed },
    );
  });

  it('keep what is no plain data in one piece', () => {
    const value = [{ when: new Date(0), pattern: /x/u, byKey: new Map([['a', [1]]]) }];
    expect(travelled(value)).toEqual(value);
  });

  it('hold a hundred items at most', () => {
    const { frame, parcels } = pack([Array.from({ length: 250 }, (_, at) => at)]);
    expect(frame).toEqual([[]]);
    expect(parcels.map(({ items }) => items.length)).toEqual([100, 100, 50]);
  });
});
