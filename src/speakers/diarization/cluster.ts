/** Which items may be joined, and how alike two are; symmetric. */
export interface Clustering {
  /** How much an item counts in the mean of its cluster. */
  readonly weights: readonly number[];
  readonly similarity: (left: number, right: number) => number;
  /** Two that are never the same. */
  readonly apart: (left: number, right: number) => boolean;
  /** Clusters less alike than this stay two … */
  readonly least: number;
  /** … unless their number is known. */
  readonly clusters: number | null;
}

/**
 * Joins the two clusters that are most alike, by the weighted mean over their items (average linkage), again and again.
 * The nearest neighbour of each cluster is remembered, so that a step costs a row and not the whole table.
 * @returns the cluster of each item, numbered from 0 in order of their first items
 */
export function cluster({ weights, similarity, apart, least, clusters }: Clustering): number[] {
  const count = weights.length;
  const table = Array.from({ length: count }, (_, row) =>
    Float32Array.from({ length: count }, (_, column) =>
      row === column || apart(row, column) ? Number.NEGATIVE_INFINITY : similarity(row, column),
    ),
  );
  const weight = [...weights];
  const owner = weights.map((_, item) => item);
  const alive = new Set(owner);
  const nearest = owner.map((row) => best(table, row, alive));
  while (alive.size > Math.max(1, clusters ?? 1)) {
    const keep = mostAlike(table, nearest, alive);
    const gone = nearest[keep] ?? keep;
    const alike = table[keep]?.[gone] ?? Number.NEGATIVE_INFINITY;
    if (alike === Number.NEGATIVE_INFINITY || (clusters === null && alike < least)) break;
    merge(table, weight, alive, keep, gone);
    for (const [item, row] of owner.entries()) if (row === gone) owner[item] = keep;
    for (const row of alive) {
      const old = nearest[row];
      if (row === keep || old === keep || old === gone) nearest[row] = best(table, row, alive);
      else if (at(table, row, keep) > at(table, row, old ?? row)) nearest[row] = keep;
    }
  }
  const numbers = new Map([...new Set(owner)].map((row, number) => [row, number]));
  return owner.map((row) => numbers.get(row) ?? 0);
}

function at(table: readonly Float32Array[], row: number, column: number): number {
  return table[row]?.[column] ?? Number.NEGATIVE_INFINITY;
}

/** The other cluster that a cluster is most like, itself when there is none. */
function best(table: readonly Float32Array[], row: number, alive: ReadonlySet<number>): number {
  let found = row;
  for (const column of alive) if (at(table, row, column) > at(table, row, found)) found = column;
  return found;
}

function mostAlike(
  table: readonly Float32Array[],
  nearest: readonly number[],
  alive: ReadonlySet<number>,
): number {
  let found = -1;
  let alike = Number.NEGATIVE_INFINITY;
  for (const row of alive) {
    const value = at(table, row, nearest[row] ?? row);
    if (found < 0 || value > alike) [found, alike] = [row, value];
  }
  return found;
}

/** What is apart from one of two is apart from both together: the mean with −∞ is −∞. */
function merge(
  table: readonly Float32Array[],
  weight: number[],
  alive: Set<number>,
  keep: number,
  gone: number,
): void {
  const [mine, theirs] = [weight[keep] ?? 0, weight[gone] ?? 0];
  weight[keep] = mine + theirs;
  alive.delete(gone);
  for (const other of alive) {
    if (other === keep) continue;
    const mean = (at(table, keep, other) * mine + at(table, gone, other) * theirs) / (mine + theirs);
    for (const [row, column] of [
      [keep, other],
      [other, keep],
    ] as const) {
      const values = table[row];
      if (values !== undefined) values[column] = mean;
    }
  }
}
