import type { Segment } from '../transcript/segment.ts';
import { findOrders } from './orders/find-orders.ts';
import { readTokens, type Token } from './tokens.ts';

/** A turn of no more words than this is withheld whole; of a longer one the words around the match. */
const WHOLE_TURN = 40;
const BEFORE = 12;
const AFTER = 40;

/**
 * Which words of a segment speak to the analyser.
 * @returns word indexes as half-open ranges, in order, apart from each other
 */
export function addressedWords(segment: Segment): readonly (readonly [from: number, to: number])[] {
  return addressedRanges(readTokens(segment.words), segment.words.length);
}

/** {@link addressedWords} for tokens already read. @param count words of the segment */
export function addressedRanges(
  tokens: readonly Token[],
  count: number,
): readonly (readonly [from: number, to: number])[] {
  const hits = findOrders(tokens).map((at) => tokens[at]?.word ?? 0);
  if (hits.length === 0) return [];
  if (count <= WHOLE_TURN) return [[0, count]];
  const ranges: [number, number][] = [];
  for (const word of hits) {
    const from = Math.max(0, word - BEFORE);
    const to = Math.min(count, word + AFTER);
    const last = ranges.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else ranges.push([from, to]);
  }
  return ranges;
}
