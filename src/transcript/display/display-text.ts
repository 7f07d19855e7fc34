import type { Segment } from '../segment.ts';
import type { Word } from '../word.ts';
import { marksAfter } from './punctuation.ts';
import { writtenForm } from './written-forms.ts';

const CALENDAR = new Set(
  'monday tuesday wednesday thursday friday saturday sunday january february april june july august september october november december english british american'.split(
    ' ',
  ),
);
const SINGLE_LETTER = /^[b-hj-z]$/;
const FIRST_PERSON = /^i(?:'(?:m|ve|ll|d))?$/;
const REDACTED = /^\[.*\]$/;

/**
 * A segment as a person would write it: numbers, money, dates, times and e-mail addresses in their written forms, and,
 * where the model gave neither, punctuation and capitals. For reading only: what is stored, searched, redacted and
 * cited are the words. English; another language is returned as it was heard.
 *
 * @param segment of the redacted transcript
 * @param names to be written with capitals: the speakers'
 */
export function displayText(
  { words }: Pick<Segment, 'words'>,
  language: string | null,
  names: readonly string[] = [],
): string {
  const heard = words.map((word) => word.text);
  if (language !== null && !language.startsWith('en')) return heard.join(' ');
  // A model that punctuates writes numbers and capitals its own way too.
  if (heard.some((text) => !REDACTED.test(text) && /[.,?!]$/.test(text))) return heard.join(' ');
  const plain = heard.map((text) => text.toLowerCase());
  const known = new Set(names.flatMap((name) => name.toLowerCase().split(/\s+/)));
  const shown: string[] = [];
  let begins = true;
  for (let at = 0; at < words.length; ) {
    const { text, length } = shownAt(words, plain, known, at);
    const mark = marksAfter(words, plain, at + length - 1);
    shown.push(`${begins ? capital(text) : text}${mark}`);
    begins = mark === '.' || mark === '?';
    at += length;
  }
  return shown.join(' ');
}

function shownAt(words: readonly Word[], plain: readonly string[], names: ReadonlySet<string>, at: number) {
  const written = writtenForm(plain, at);
  if (written !== null) return { text: written.text, length: written.words };
  const letters = acronymLength(plain, at);
  if (letters > 1) {
    return {
      text: plain
        .slice(at, at + letters)
        .join('')
        .toUpperCase(),
      length: letters,
    };
  }
  const text = words[at]?.text ?? '';
  const word = plain[at] ?? '';
  const capitals = names.has(word) || CALENDAR.has(word) || FIRST_PERSON.test(word);
  return { text: capitals ? capital(word) : text, length: 1 };
}

/** How many letters are read out one by one from a place: `b b c`. "a" and "i" are words unless among others. */
function acronymLength(plain: readonly string[], at: number): number {
  if (!SINGLE_LETTER.test(plain[at] ?? '')) return 0;
  let length = 1;
  while (/^[a-z]$/.test(plain[at + length] ?? '')) length++;
  return length;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
