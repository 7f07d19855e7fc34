import type { Atom } from './atom.ts';

/** Index of the first atom from a place of the stream on; the number of atoms when there is none. */
export function atomFrom(atoms: readonly Atom[], place: number): number {
  return lowerBound(atoms, place, (atom) => atom.first);
}

/** First index whose key is at least `key`, in a list sorted by key. */
export function lowerBound<T>(sorted: readonly T[], key: number, keyOf: (item: T) => number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keyOf(sorted[middle] as T) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
