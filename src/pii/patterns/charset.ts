/** Code points from first to last, both included. */
export type Range = readonly [first: number, last: number];

/** Sorted ranges that do not touch. */
export type CharSet = readonly Range[];

const LAST_CODE_POINT = 0x10ffff;

export const ANY: CharSet = [[0, LAST_CODE_POINT]];
export const DIGITS: CharSet = [[48, 57]];
export const WORD: CharSet = union([
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
]);
export const SPACE: CharSet = union([
  [9, 13],
  [32, 32],
  [160, 160],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
]);

export function union(ranges: readonly Range[]): CharSet {
  const merged: [number, number][] = [];
  for (const [first, last] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const before = merged.at(-1);
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else merged.push([first, last]);
  }
  return merged;
}

export function complement(set: CharSet): CharSet {
  const rest: Range[] = [];
  let next = 0;
  for (const [first, last] of set) {
    if (next < first) rest.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= LAST_CODE_POINT) rest.push([next, LAST_CODE_POINT]);
  return rest;
}

/** Capitals and small letters of the Latin alphabet are one: speech engines write either. */
export function ignoringCase(set: CharSet): CharSet {
  const both = set.flatMap(([first, last]): Range[] => {
    const ranges: Range[] = [[first, last]];
    for (const [from, to, shift] of [
      [65, 90, 32],
      [97, 122, -32],
    ] as const) {
      const [low, high] = [Math.max(first, from), Math.min(last, to)];
      if (low <= high) ranges.push([low + shift, high + shift]);
    }
    return ranges;
  });
  return union(both);
}

export function contains(set: CharSet, codePoint: number): boolean {
  return set.some(([first, last]) => first <= codePoint && codePoint <= last);
}

/** Whether some character is in both. */
export function intersect(a: CharSet, b: CharSet): boolean {
  return a.some(([first, last]) => b.some(([from, to]) => first <= to && from <= last));
}
