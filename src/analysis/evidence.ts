import type { Segment } from '../transcript/segment.ts';
import { findMentions } from './orders/mentions.ts';
import type { Evidence } from './outputs.ts';
import { readTokens, type Token } from './tokens.ts';

/** A shorter quote ("the") proves nothing, unless the whole segment is shorter. */
const MIN_QUOTE_TOKENS = 3;
const MAX_QUOTE_WORDS = 30;

/** Builds evidence from the words `first`…`last` (inclusive) of a segment. */
export function quoteWords(segment: Segment, first: number, last: number): Evidence | null {
  const words = segment.words.slice(first, Math.min(last, first + MAX_QUOTE_WORDS - 1) + 1);
  const quote = words
    .map((word) => word.text)
    .join(' ')
    .slice(0, 400)
    .trim();
  if (quote === '') return null;
  const start = words[0]?.startMs ?? segment.startMs;
  const end = words.at(-1)?.endMs ?? segment.endMs;
  return { segmentKey: segment.key, quote, startMs: finite(start), endMs: finite(end) };
}

/** Checks citations against one transcript; build it once per call. */
export class EvidenceCheck {
  readonly #segments: ReadonlyMap<string, { segment: Segment; tokens: readonly Token[] }>;

  constructor(segments: readonly Segment[]) {
    this.#segments = new Map(
      segments.map((segment) => [segment.key, { segment, tokens: readTokens(segment.words) }]),
    );
  }

  /**
   * {@link verify} for a citation that is to move a score: a turn that speaks of being judged proves none. A model that
   * was talked into ten points has to find them in something else that was said.
   */
  verifyScore(segmentKey: string, quote: string): Evidence | null {
    return this.#find(segmentKey, quote, speaksOfJudging);
  }

  /**
   * The citation as evidence, its quote and times taken from the segment, or null when the segment does not
   * exist or does not hold the quote (letter case, punctuation and contractions aside).
   */
  verify(segmentKey: string, quote: string): Evidence | null {
    return this.#find(segmentKey, quote, () => false);
  }

  #find(
    segmentKey: string,
    quote: string,
    refused: (tokens: readonly Token[], from: number, to: number) => boolean,
  ): Evidence | null {
    const found = this.#segments.get(segmentKey.trim().replace(/^\[|\]$/g, ''));
    if (found === undefined) return null;
    const wanted = readTokens(quote.split(/\s+/).map((text) => ({ text })));
    if (wanted.length < Math.min(MIN_QUOTE_TOKENS, found.tokens.length)) return null;
    const at = indexOfRun(found.tokens, wanted);
    if (at === -1 || refused(found.tokens, at, at + wanted.length)) return null;
    const first = found.tokens[at];
    const last = found.tokens[at + wanted.length - 1];
    if (first === undefined || last === undefined) return null;
    return quoteWords(found.segment, first.word, last.word);
  }
}

function speaksOfJudging(tokens: readonly Token[], from: number, to: number): boolean {
  return findMentions(tokens).some(({ kind, start, end }) => kind === 'judging' && from < end && to > start);
}

function indexOfRun(tokens: readonly Token[], wanted: readonly Token[]): number {
  if (wanted.length === 0) return -1;
  for (let at = 0; at + wanted.length <= tokens.length; at += 1) {
    if (wanted.every((token, offset) => tokens[at + offset]?.text === token.text)) return at;
  }
  return -1;
}

function finite(ms: number): number {
  return Number.isFinite(ms) && ms > 0 ? ms : 0;
}
