import { bareWord } from './bare-word.ts';
import type { SpansBySegment } from './classifier.ts';
import { isPrintCased } from './letter-case.ts';
import { TITLES } from './lexicon.ts';
import { NEVER_NAMES } from './never-names.ts';
import type { Reading } from './reading.ts';
import type { Stream } from './stream.ts';
import type { Hit } from './types.ts';

/**
 * Where names have capitals, a word without one is a name only if the classifier is as sure as this: whole calls of earnings21
 * have P .910 instead of .884, and not a name is lost.
 */
const SURE_OF_LOWER_CASE = 0.97;
const INITIALS = /^(?:\p{Lu}\.){1,3}$/u;

/**
 * A model's spans as hits in one speaker's words. Left out are spans outside their segment, those made of terms of trade alone
 * and, where names have capitals, people without one of whom the model is not quite sure.
 */
export function classifiedHits({ stream }: Reading, spans: SpansBySegment): Hit[] {
  if (spans.length === 0) return [];
  // a speaker's words of one segment stand in a row
  const starts = new Map<number, number>();
  const counts = new Map<number, number>();
  stream.words.forEach(({ segment }, place) => {
    if (!starts.has(segment)) starts.set(segment, place);
    counts.set(segment, (counts.get(segment) ?? 0) + 1);
  });
  const hits = [...starts].flatMap(([segment, start]) =>
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
  const doubtful = hits.filter((hit) => isLowerCase(stream, hit));
  if (doubtful.length === 0 || !isPrintCased(stream)) return hits;
  return hits.filter((hit) => !doubtful.includes(hit));
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

function isTermOfTrade({ words }: Stream, { first, last }: Hit): boolean {
  return words.slice(first, last + 1).every(({ text }) => NEVER_NAMES.has(bareWord(text)));
}

/** A person without a capital letter of whom the classifier is not quite sure. */
function isLowerCase({ words }: Stream, { type, score, first, last }: Hit): boolean {
  if (type !== 'PERSON' || score >= SURE_OF_LOWER_CASE) return false;
  return words.slice(first, last + 1).every(({ text }) => !/\p{Lu}/u.test(text));
}
