import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { cluster } from '../../src/speakers/diarization/cluster.ts';

interface Problem {
  readonly weights: readonly number[];
  readonly table: readonly (readonly number[])[];
  readonly apart: readonly (readonly boolean[])[];
  readonly least: number;
  readonly clusters: number | null;
  readonly surely: number;
}

const problems = fc.integer({ min: 1, max: 9 }).chain((count) =>
  fc.record({
    weights: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: count, maxLength: count }),
    table: square(
      count,
      fc.integer({ min: -1_000_000, max: 1_000_000 }).map((part) => part / 1_000_000),
    ),
    apart: square(
      count,
      fc.nat(5).map((die) => die === 0),
    ),
    least: fc.double({ min: -1, max: 1, noNaN: true }),
    clusters: fc.option(fc.integer({ min: 1, max: 5 })),
    surely: fc.double({ min: -1, max: 1, noNaN: true }),
  }),
);

function square<T>(count: number, cell: fc.Arbitrary<T>): fc.Arbitrary<T[][]> {
  const row = fc.array(cell, { minLength: count, maxLength: count });
  return fc
    .array(row, { minLength: count, maxLength: count })
    .map((rows) => rows.map((_, i) => rows.map((_, j) => rows[Math.min(i, j)]?.[Math.max(i, j)] as T)));
}

function solve({ weights, table, apart, ...stop }: Problem): number[] {
  return cluster([...weights.keys()], {
    weight: (item) => weights[item] ?? 0,
    similarity: (left, right) => table[left]?.[right] ?? 0,
    apart: (left, right) => apart[left]?.[right] ?? false,
    ...stop,
  });
}

/** Closer than this the order of two steps is the rounding's. */
const TIE = 1e-5;

/**
 * The definition, word by word: every pair of clusters is looked at before every step. Null when two steps are equally
 * good, for then any order is right.
 */
function byDefinition({ weights, table, apart, least, clusters, surely }: Problem): number[] | null {
  const groups = weights.map((_, item) => [item]);
  const alike = (left: readonly number[], right: readonly number[]): number => {
    let [sum, weight] = [0, 0];
    for (const a of left) {
      for (const b of right) {
        if (apart[a]?.[b]) return Number.NEGATIVE_INFINITY;
        const product = (weights[a] ?? 0) * (weights[b] ?? 0);
        sum += product * Math.fround(table[a]?.[b] ?? 0);
        weight += product;
      }
    }
    return sum / weight;
  };
  while (groups.length > 1) {
    const [best, second] = groups
      .flatMap((left, i) => groups.slice(0, i).map((right) => ({ left, right, value: alike(left, right) })))
      .sort((a, b) => b.value - a.value);
    if (best === undefined || best.value === Number.NEGATIVE_INFINITY) break;
    if (second !== undefined && best.value - second.value < TIE) return null;
    if (clusters === null || groups.length <= clusters) {
      const enough = clusters === null ? least : surely;
      if (Math.abs(best.value - enough) < TIE) return null;
      if (best.value < enough) break;
    }
    groups.splice(groups.indexOf(best.right), 1, [...best.left, ...best.right]);
    groups.splice(groups.indexOf(best.left), 1);
  }
  const first = groups.map((group) => Math.min(...group)).sort((a, b) => a - b);
  return weights.map((_, item) =>
    first.indexOf(Math.min(...(groups.find((group) => group.includes(item)) ?? [item]))),
  );
}

describe('clusters', () => {
  it('are those of average linkage by its definition', () => {
    const { runs, seed } = inject('effort');
    fc.assert(
      fc.property(problems, (problem) => {
        const expected = byDefinition(problem);
        fc.pre(expected !== null);
        expect(solve(problem)).toEqual(expected);
      }),
      { numRuns: runs, seed },
    );
  });

  it('never hold two that are apart', () => {
    const { runs, seed } = inject('effort');
    fc.assert(
      fc.property(problems, (problem) => {
        const labels = solve(problem);
        for (const [left, row] of problem.apart.entries()) {
          for (const [right, apart] of row.entries()) {
            if (apart && left !== right) expect(labels[left]).not.toBe(labels[right]);
          }
        }
      }),
      { numRuns: runs, seed },
    );
  });
});
