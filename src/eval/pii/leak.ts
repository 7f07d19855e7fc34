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
  'to too for four you are why see be oh ate and want or said page key tea may of sea am in an all er'.split(
    ' ',
  ),
);
/** Never a misheard letter or name. */
const COURTESIES: ReadonlySet<string> = new Set(
  'yes yeah yep ok okay sorry please thanks thank hello hi sure well'.split(' '),
);
/** Two words this alike are one word heard twice: share of letters that differ. */
const MISHEARD = 0.4;

/**
 * Looks at an answer word by word. A word carries a part of it when it is a digit, a letter or a number word (for
 * names: a letter, or a word like one of the true ones), whether or not the engine heard it right. Of the others
 * those count that stand before or after the answer and are everyday speech: a strange one is the answer misheard. So is
 * an everyday word at the edge of an answer whose first or last letters nobody heard, one for each of those letters:
 * "I am 7" for "I M 7".
 * @param hidden one mark a code point
 */
export function leakOf({ document, text, truth }: GoldDocument, hidden: Uint8Array): Leak | null {
  const [slot] = document.asked;
  if (truth === null || slot === undefined) return null;
  const names = truth.toLowerCase().match(/[\p{L}']+/gu) ?? [];
  const isPart = (word: string): boolean =>
    slot === 'name' || slot === 'spelling' ? isOfName(word, names) : isOfNumber(word, slot === 'dob');
  const said = wordsOf(text, hidden);
  const words = said.map(({ word, isHidden }, place) => ({
    word,
    isHidden,
    isCommon: COMMON_WORDS.has(word) && !SOUND_ALIKES.has(word),
    carries: isLetter(word, said[place + 1]?.word) || isPart(word),
  }));
  const first = words.findIndex(({ carries }) => carries);
  const last = words.findLastIndex(({ carries }) => carries);
  const unheard = unheardEdges(
    truth,
    said.filter((_, place) => words[place]?.carries).map(({ word }) => word),
  );
  const others = [
    ...outside(words.slice(0, Math.max(0, first)).reverse(), unheard.before),
    ...outside(words.slice(last + 1), unheard.after),
  ];
  return {
    slot,
    leaked: words.some(({ carries, isHidden }) => carries && !isHidden),
    otherWords: others.length,
    otherWordsLost: others.filter(({ isHidden }) => isHidden).length,
  };
}

interface Judged {
  readonly word: string;
  readonly isHidden: boolean;
  readonly isCommon: boolean;
}

/** Words of everyday speech on one side of an answer, the nearest first, without those that stand for unheard letters. */
function outside(words: readonly Judged[], unheard: number): readonly Judged[] {
  const excused = words.slice(0, unheard).findIndex(({ word }) => COURTESIES.has(word));
  return words.slice(excused < 0 ? unheard : excused).filter(({ isCommon }) => isCommon);
}

/** How many letters and digits of the true answer nobody may have heard before the first and after the last that was. */
function unheardEdges(truth: string, carriers: readonly string[]): { before: number; after: number } {
  const meant = lettersOf(truth.toLowerCase());
  const heard = lettersOf(carriers.map((word) => heardAs(word)).join(''));
  return { before: unheardStart(meant, heard), after: unheardStart(meant.reverse(), heard.reverse()) };
}

function heardAs(word: string): string {
  const number = UNITS.get(word) ?? TEENS.get(word) ?? TENS.get(word) ?? DATE_WORDS.get(word);
  return number ?? SPELLING_WORDS.get(word) ?? word;
}

function lettersOf(text: string): string[] {
  return [...text.replace(/[^\p{L}\p{N}]/gu, '')];
}

/** The longest start of what was meant without which as much of it is heard, in order. */
function unheardStart(meant: readonly string[], heard: readonly string[]): number {
  // longest common subsequences of the rests of both
  let after = new Array<number>(heard.length + 1).fill(0);
  const known = [0];
  for (let i = meant.length - 1; i >= 0; i -= 1) {
    const row = [...after];
    for (let j = heard.length - 1; j >= 0; j -= 1) {
      row[j] = meant[i] === heard[j] ? (after[j + 1] ?? 0) + 1 : Math.max(after[j] ?? 0, row[j + 1] ?? 0);
    }
    after = row;
    known.unshift(row[0] ?? 0);
  }
  return known.lastIndexOf(known[0] ?? 0);
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
  if (SPELLING_WORDS.has(word)) return true;
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
