import type { Token } from '../tokens.ts';

/** How many words a lone `*` may stand for. */
const GAP = 3;

/**
 * A phrase pattern: words with single spaces, written out ("i will", not "i'll").
 * `a|b` either word · `charg*` any ending · a lone `*` up to three words of anything, or none.
 */
export interface Phrase {
  readonly source: string;
  readonly slots: readonly Slot[];
}

type Slot = 'gap' | ((text: string) => boolean);

export interface Span {
  /** Token indexes, `end` exclusive. */
  readonly start: number;
  readonly end: number;
}

/** @throws TypeError for an empty pattern or one that begins or ends with a gap */
export function phrase(source: string): Phrase {
  const slots = source.trim().split(/\s+/).map(readSlot);
  if (source.trim() === '' || slots.at(0) === 'gap' || slots.at(-1) === 'gap') {
    throw new TypeError(`A phrase needs a word at both ends: "${source}"`);
  }
  return { source, slots };
}

/** Several patterns at once. */
export function phrases(...sources: readonly string[]): readonly Phrase[] {
  return sources.map(phrase);
}

/** First place at or after `from` where the pattern matches; the shortest match there. */
export function findPhrase(pattern: Phrase, tokens: readonly Token[], from = 0): Span | null {
  for (let start = from; start < tokens.length; start += 1) {
    const end = matchAt(pattern.slots, 0, tokens, start);
    if (end !== -1) return { start, end };
  }
  return null;
}

/** Where a match that begins at token `at` ends (exclusive), or −1. */
export function matchesAt(pattern: Phrase, tokens: readonly Token[], at: number): number {
  return matchAt(pattern.slots, 0, tokens, at);
}

/** The earliest match of any of the patterns. */
export function findAny(patterns: readonly Phrase[], tokens: readonly Token[], from = 0): Span | null {
  let best: Span | null = null;
  for (const pattern of patterns) {
    const span = findPhrase(pattern, tokens, from);
    if (span !== null && (best === null || span.start < best.start)) best = span;
  }
  return best;
}

function readSlot(word: string): Slot {
  if (word === '*') return 'gap';
  const choices = word.split('|');
  const whole = new Set(choices.filter((choice) => !choice.endsWith('*')));
  const stems = choices.filter((choice) => choice.endsWith('*')).map((choice) => choice.slice(0, -1));
  return (text) => whole.has(text) || stems.some((stem) => text.startsWith(stem));
}

/** End of the match of `slots[slot…]` at token `at`, or −1. At most 4^gaps paths: patterns hold one or two. */
function matchAt(slots: readonly Slot[], slot: number, tokens: readonly Token[], at: number): number {
  const current = slots[slot];
  if (current === undefined) return at;
  if (current !== 'gap') {
    const token = tokens[at];
    return token !== undefined && current(token.text) ? matchAt(slots, slot + 1, tokens, at + 1) : -1;
  }
  for (let skip = 0; skip <= GAP; skip += 1) {
    const end = matchAt(slots, slot + 1, tokens, at + skip);
    if (end !== -1) return end;
  }
  return -1;
}
