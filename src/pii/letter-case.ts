import type { Stream } from './stream.ts';
import { isLabel } from './tokens.ts';

/** So many names inside sentences show that names get capitals here. */
const FEWEST_NAMES = 2;
/** Of the sentences that may begin in lower case all the same: a full stop also ends "approx." */
const MOST_LOWER_STARTS = 0.1;

const CAPITALISED = /^["'“‘(]*\p{Lu}\p{Ll}/u;
const CAREFREE = /^i(?:['’]\w+)?[.,;:!?]*$/;
const ENDS_SENTENCE = /[.?!…]["'”’)]*$/u;

/**
 * Whether a speaker's words are written with the capitals of print, so that a word without one is no name: sentences begin
 * with one, "I" has one, and so have words inside sentences. Chats and recognisers that write one case are not. A mark left by
 * an earlier redaction counts as the name that it was, so that redacting again sees the same text; marks alone prove nothing.
 */
export function isPrintCased({ words }: Stream): boolean {
  let capitals = 0;
  let names = 0;
  let starts = 0;
  let lowerStarts = 0;
  let begins = true;
  for (const { text } of words) {
    if (CAREFREE.test(text)) return false;
    const isCapital = CAPITALISED.test(text);
    if (isCapital) capitals += 1;
    if (begins) {
      starts += 1;
      if (/^\p{Ll}/u.test(text)) lowerStarts += 1;
    } else if (isCapital || isLabel(text)) names += 1;
    begins = ENDS_SENTENCE.test(text);
  }
  return capitals > 0 && names >= FEWEST_NAMES && lowerStarts <= starts * MOST_LOWER_STARTS;
}
