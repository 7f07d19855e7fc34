/**
 * The pairing of rows with columns that has the largest sum of gains, each used at most once (Kuhn's Hungarian method
 * with potentials, cubic in the larger side).
 *
 * @param gains one array per row, all of the same length; finite
 * @returns the column of each row, null for a row without one (more rows than columns)
 */
export function bestPairing(gains: readonly (readonly number[])[]): (number | null)[] {
  const columns = gains[0]?.length ?? 0;
  const size = Math.max(gains.length, columns);
  const cost = (row: number, column: number): number => -(gains[row]?.[column] ?? 0);
  const rowPotential = new Float64Array(size + 1);
  const columnPotential = new Float64Array(size + 1);
  // Everything below counts from 1; row 0 and column 0 stand for "none".
  const rowOf = new Int32Array(size + 1);
  for (let row = 1; row <= size; row++) {
    const before = new Int32Array(size + 1);
    const slack = new Float64Array(size + 1).fill(Number.POSITIVE_INFINITY);
    const visited = new Uint8Array(size + 1);
    let column = 0;
    rowOf[0] = row;
    while (rowOf[column] !== 0) {
      visited[column] = 1;
      const current = rowOf[column] ?? 0;
      let step = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let other = 1; other <= size; other++) {
        if (visited[other] === 1) continue;
        const reduced =
          cost(current - 1, other - 1) - (rowPotential[current] ?? 0) - (columnPotential[other] ?? 0);
        if (reduced < (slack[other] ?? 0)) {
          slack[other] = reduced;
          before[other] = column;
        }
        if ((slack[other] ?? 0) < step) {
          step = slack[other] ?? 0;
          next = other;
        }
      }
      for (let other = 0; other <= size; other++) {
        if (visited[other] === 1) {
          const paired = rowOf[other] ?? 0;
          rowPotential[paired] = (rowPotential[paired] ?? 0) + step;
          columnPotential[other] = (columnPotential[other] ?? 0) - step;
        } else slack[other] = (slack[other] ?? 0) - step;
      }
      column = next;
    }
    for (; column !== 0; column = before[column] ?? 0) rowOf[column] = rowOf[before[column] ?? 0] ?? 0;
  }
  const pairing: (number | null)[] = gains.map(() => null);
  for (let column = 1; column <= columns; column++) {
    const row = (rowOf[column] ?? 0) - 1;
    if (row < gains.length) pairing[row] = column - 1;
  }
  return pairing;
}
