/** Which items may be joined, and how alike two are; symmetric. */
export interface Clustering<T> {
  /** How much an item counts in the mean of its cluster. */
  readonly weight: (item: T) => number;
  readonly similarity: (left: T, right: T) => number;
  /** Two that are never the same. */
  readonly apart: (left: T, right: T) => boolean;
  /** Clusters less alike than this stay two … */
  readonly least: number;
  /** … unless there are more of them than this … */
  readonly clusters: number | null;
  /** … and once there are not, they become fewer only by what is as alike as this. */
  readonly surely: number;
}

/**
 * Joins the two clusters that are most alike, by the weighted mean over their items (average linkage), again and again.
 * The nearest neighbour of each cluster is remembered, so that a step costs a row and not the whole table.
 * @returns the cluster of each item, numbered from 0 in order of their first items
 */
export function cluster<T>(items: readonly T[], clustering: Clustering<T>): number[] {
  const { least, clusters, surely } = clustering;
  const table = similarities(items, clustering);
  const weight = items.map(clustering.weight);
  const owner = items.map((_, item) => item);
  const alive = new Set(owner);
  const nearest = owner.map((row) => best(table, row, alive));
  while (alive.size > 1) {
    const keep = mostAlike(table, nearest, alive);
    const gone = nearest[keep] ?? keep;
    const alike = at(table, keep, gone);
    const tooMany = clusters !== null && alive.size > clusters;
    const enough = clusters === null ? least : surely;
    if (alike === Number.NEGATIVE_INFINITY || (!tooMany && alike < enough)) break;
    merge(table, weight, alive, keep, gone);
    for (const [item, row] of owner.entries()) if (row === gone) owner[item] = keep;
    for (const row of alive) {
      const old = nearest[row] ?? row;
      if (row === keep || old === keep || old === gone) nearest[row] = best(table, row, alive);
      else if (at(table, row, keep) > at(table, row, old)) nearest[row] = keep;
    }
  }
  const numbers = new Map([...new Set(owner)].map((row, number) => [row, number]));
  return owner.map((row) => numbers.get(row) ?? 0);
}

/** −∞ for an item with itself and for two that are apart. */
function similarities<T>(items: readonly T[], { similarity, apart }: Clustering<T>): Float32Array[] {
  const table = items.map(() => new Float32Array(items.length).fill(Number.NEGATIVE_INFINITY));
  for (const [row, left] of items.entries()) {
    for (const [column, right] of items.entries()) {
      if (column >= row || apart(left, right)) continue;
      put(table, row, column, similarity(left, right));
    }
  }
  return table;
}

function put(table: readonly Float32Array[], row: number, column: number, value: number): void {
  for (const [from, to] of [
    [row, column],
    [column, row],
  ] as const) {
    const values = table[from];
    if (values !== undefined) values[to] = value;
  }
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
    const sum = at(table, keep, other) * mine + at(table, gone, other) * theirs;
    put(table, keep, other, sum / (mine + theirs));
  }
}
