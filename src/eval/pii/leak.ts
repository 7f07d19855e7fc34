import { COMMON_WORDS } from '../../pii/common-words.ts';
import { DATE_WORDS, SPELLING_WORDS, TEENS, TENS, TIMES, UNITS } from '../../pii/lexicon.ts';
import type { GoldDocument } from './corpus.ts';

/** What was left of an answer whose true value the corpus knows. */
export interface Leak {
  readonly slot: string;
  /** A word that carries a part of the answer was left standing. */
  readonly leaked: boolean;
  readonly otherWords: number;
  /** Words of everyday speech that went all the same. */
  readonly otherWordsLost: number;
}

/** What an engine writes for a letter or a digit at the edge of an answer: neither a part of it nor another word. */
const SOUND_ALIKES: ReadonlySet<string> = new Set(
  'to too for four you are why see be oh ate and want or said page key tea may of sea am in an all'.split(
    ' ',
  ),
);
/** Two words this alike are one word heard twice: share of letters that differ. */
const MISHEARD = 0.4;

/**
 * Looks at an answer word by word. A word carries a part of it when it is a digit, a letter or a number word (for
 * names: a letter, or a word like one of the true ones), whether or not the engine heard it right. Of the others
 * those count that stand before or after the answer and are everyday speech: a strange one is the answer misheard.
 * @param hidden one mark a code point
 */
export function leakOf({ document, truth }: GoldDocument, hidden: Uint8Array): Leak | null {
  const [slot] = document.asked;
  if (truth === null || slot === undefined) return null;
  const names = truth.toLowerCase().match(/[\p{L}']+/gu) ?? [];
  const isPart = (word: string): boolean =>
    slot === 'name' || slot === 'spelling' ? isOfName(word, names) : isOfNumber(word, slot === 'dob');
  const said = wordsOf(document.turns[0]?.text ?? '', hidden);
  const words = said.map(({ word, isHidden }, place) => ({
    isHidden,
    isCommon: COMMON_WORDS.has(word) && !SOUND_ALIKES.has(word),
    carries: isLetter(word, said[place + 1]?.word) || isPart(word),
  }));
  const first = words.findIndex(({ carries }) => carries);
  const last = words.findLastIndex(({ carries }) => carries);
  const others = words.filter(({ isCommon }, place) => isCommon && (place < first || place > last));
  return {
    slot,
    leaked: words.some(({ carries, isHidden }) => carries && !isHidden),
    otherWords: others.length,
    otherWordsLost: others.filter(({ isHidden }) => isHidden).length,
  };
}

function wordsOf(text: string, hidden: Uint8Array): { word: string; isHidden: boolean }[] {
  const words: { word: string; isHidden: boolean }[] = [];
  let word = '';
  Array.from(`${text} `).forEach((point, at) => {
    if (/[\p{L}\p{N}']/u.test(point)) {
      word += point.toLowerCase();
    } else if (word !== '') {
      words.push({ word, isHidden: hidden[at - 1] === 1 });
      word = '';
    }
  });
  return words;
}

/** A letter by itself; the pronoun and the article are none before a word of speech. */
function isLetter(word: string, next: string | undefined): boolean {
  if (word.length !== 1 || !/\p{L}/u.test(word)) return false;
  return (word !== 'i' && word !== 'a') || next === undefined || next.length === 1 || !COMMON_WORDS.has(next);
}

function isOfNumber(word: string, isDate: boolean): boolean {
  if (/\p{N}/u.test(word)) return true;
  if (UNITS.has(word) || TEENS.has(word) || TENS.has(word) || TIMES.has(word)) return true;
  if (isDate) return DATE_WORDS.has(word) && word !== 'may';
  return SPELLING_WORDS.has(word);
}

function isOfName(word: string, names: readonly string[]): boolean {
  if (COMMON_WORDS.has(word)) return names.includes(word);
  return names.some((name) => distance(word, name) <= MISHEARD * Math.max(word.length, name.length));
}

/** Levenshtein's, over UTF-16. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
