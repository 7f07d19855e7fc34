import { TITLES } from './lexicon.ts';
import { NEVER_NAMES } from './never-names.ts';
import type { Reading } from './reading.ts';
import type { Stream } from './stream.ts';
import type { Hit, PiiType } from './types.ts';

/** What a model found: words of one turn, both ends included, with the model's probability. */
export interface ClassifiedSpan {
  readonly type: PiiType;
  /** 0-based words of the turn given to {@link EntityClassifier.classify}. */
  readonly first: number;
  readonly last: number;
  /** 0…1 */
  readonly score: number;
  /** For the audit, e.g. `ner:person`. */
  readonly ruleId: string;
}

/** Tells names, addresses and organisations by what is around them. Words go in as they were recognised. */
export interface EntityClassifier {
  /**
   * @param turns words of each turn, in the order spoken
   * @returns spans for each turn, in the same order
   * @throws CallmillError engine_crashed, engine_timeout
   */
  classify(
    turns: readonly (readonly string[])[],
    signal?: AbortSignal,
  ): Promise<readonly (readonly ClassifiedSpan[])[]>;
}

/** Spans by segment of the transcript, as {@link detect} takes them. */
export type SpansBySegment = readonly (readonly ClassifiedSpan[])[];

const INITIALS = /^(?:\p{Lu}\.){1,3}$/u;

/** What {@link ClassifiedSpan.ruleId} begins with. */
const RULE = 'ner:';

export function isClassified({ ruleId }: Pick<Hit, 'ruleId'>): boolean {
  return ruleId.startsWith(RULE);
}

/** A model's spans as hits in one speaker's words; spans outside their segment are left out. */
export function classifiedHits({ stream }: Reading, spans: SpansBySegment): Hit[] {
  if (spans.length === 0) return [];
  // a speaker's words of one segment stand in a row
  const starts = new Map<number, number>();
  const counts = new Map<number, number>();
  stream.words.forEach(({ segment }, place) => {
    if (!starts.has(segment)) starts.set(segment, place);
    counts.set(segment, (counts.get(segment) ?? 0) + 1);
  });
  return [...starts].flatMap(([segment, start]) =>
    (spans[segment] ?? [])
      .filter(({ first, last }) => 0 <= first && first <= last && last < (counts.get(segment) ?? 0))
      .map(({ type, score, ruleId, first, last }) => ({
        type,
        score,
        ruleId,
        first: type === 'PERSON' ? beginOfName(stream, start + first) : start + first,
        last: start + last,
      }))
      .filter((hit) => !isTermOfTrade(stream, hit)),
  );
}

function isTermOfTrade({ words }: Stream, { first, last }: Hit): boolean {
  return words
    .slice(first, last + 1)
    .every(({ text }) =>
      NEVER_NAMES.has(text.toLowerCase().replace(/^[^\p{L}\p{N}]+|(?:['’]s)?[^\p{L}\p{N}]*$/gu, '')),
    );
}

/**
 * "Ms." says something of whom it stands before, and models differ on whose part it is: it goes with the name, as initials
 * do, "E.K. Allen".
 */
function beginOfName({ words }: Stream, first: number): number {
  let begin = first;
  while (INITIALS.test(words[begin - 1]?.text ?? '')) begin -= 1;
  const before = words[begin - 1]?.text.toLowerCase().replace(/\P{L}+/gu, '') ?? '';
  return TITLES.has(before) ? begin - 1 : begin;
}
