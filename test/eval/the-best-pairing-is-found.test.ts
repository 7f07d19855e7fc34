import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { bestPairing } from '../../src/eval/assignment.ts';

const { runs, seed } = inject('effort');

const gains = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  );

/** The largest sum over all ways to give each row a column of its own or none. */
function bestSum([row, ...rest]: readonly (readonly number[])[], taken: readonly number[] = []): number {
  if (row === undefined) return 0;
  const choices = row.flatMap((gain, column) =>
    taken.includes(column) ? [] : [gain + bestSum(rest, [...taken, column])],
  );
  return Math.max(bestSum(rest, taken), ...choices);
}

describe('the best pairing is found', () => {
  it('even where taking the largest first would be wrong', () => {
    expect(
      bestPairing([
        [9, 8],
        [8, 1],
      ]),
    ).toEqual([1, 0]);
    expect(bestPairing([])).toEqual([]);
    expect(bestPairing([[], []])).toEqual([null, null]);
  });

  it(`no other way gains more, and no column is used twice (seed ${seed})`, () => {
    fc.assert(
      fc.property(gains, (table) => {
        const pairing = bestPairing(table);
        const used = pairing.filter((column) => column !== null);
        expect(new Set(used).size).toBe(used.length);
        expect(used).toHaveLength(Math.min(table.length, table[0]?.length ?? 0));
        const sum = pairing.reduce<number>(
          (total, column, row) => total + (column === null ? 0 : (table[row]?.[column] ?? Number.NaN)),
          0,
        );
        expect(sum).toBe(bestSum(table));
      }),
      { numRuns: runs * 5, seed },
    );
  });
});
