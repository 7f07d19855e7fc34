import type { Atom, AtomKind, NumberPart } from './atom.ts';
import { FILLERS, HOMOPHONES, LETTER_ZERO, SPOKEN_SYMBOLS, TEENS, TENS, TIMES, UNITS } from './lexicon.ts';
import { isMark } from './operators/marks.ts';

type Meaning = Pick<Atom, 'kind' | 'text' | 'digits' | 'part'>;

const MEANINGS = spokenMeanings();
const PLAIN_WORD = /^[A-Za-z][A-Za-z']*$/;
const PIECE = /\p{L}[\p{L}\p{M}']*|\p{Nd}+|\s+|[^\p{L}\p{Nd}\s]/gu;
const LETTER = /^\p{L}/u;
const DIGIT = /^\p{Nd}/u;

/** Appends the atoms of one word: letters, figures and characters apart ("b73@x.de" gives six). */
export function tokenise(text: string, place: number, out: Atom[]): void {
  if (PLAIN_WORD.test(text)) {
    out.push(atomOf(lettersMeaning(text.toLowerCase()), place, false));
    return;
  }
  if (isLabel(text)) {
    out.push(atomOf({ kind: 'label', text: '', digits: '', part: null }, place, false));
    return;
  }
  let glued = false;
  for (const [piece] of text.normalize('NFKC').replaceAll('’', "'").matchAll(PIECE)) {
    if (piece.trim() === '') {
      glued = false;
      continue;
    }
    out.push(pieceAtom(piece, place, glued));
    glued = true;
  }
}

/** A mark that an earlier redaction left, perhaps with punctuation around it. */
export function isLabel(text: string): boolean {
  const open = text.indexOf('[');
  const close = text.indexOf(']', open);
  if (open < 0 || close < 0 || !isMark(text.slice(open + 1, close))) return false;
  return !/[\p{L}\p{N}]/u.test(text.slice(0, open) + text.slice(close + 1));
}

function pieceAtom(piece: string, place: number, glued: boolean): Atom {
  if (LETTER.test(piece)) return atomOf(lettersMeaning(piece.toLowerCase()), place, glued);
  if (!DIGIT.test(piece)) {
    return {
      ...atomOf({ kind: 'symbol', text: piece, digits: '', part: null }, place, glued),
      spoken: false,
    };
  }
  const digits = Array.from(piece, digitValue).join('');
  return { ...atomOf({ kind: 'digits', text: digits, digits, part: null }, place, glued), spoken: false };
}

function atomOf(meaning: Meaning, place: number, glued: boolean): Atom {
  const { kind, text, digits, part } = meaning;
  return { kind, text, digits, part, first: place, last: place, spoken: true, glued };
}

function lettersMeaning(letters: string): Meaning {
  return MEANINGS.get(letters) ?? { kind: 'word', text: letters, digits: '', part: null };
}

/** Unicode keeps each script's ten digits in a row, so a digit's value is its distance from the row's start. */
function digitValue(char: string): string {
  if (char >= '0' && char <= '9') return char;
  const code = char.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && DIGIT.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}

function spokenMeanings(): ReadonlyMap<string, Meaning> {
  const map = new Map<string, Meaning>();
  const add = (kind: AtomKind, word: string, text: string, digits: string, part: NumberPart | null): void => {
    map.set(word, { kind, text, digits, part });
  };
  for (const word of FILLERS) add('filler', word, word, '', null);
  for (const [word, symbol] of SPOKEN_SYMBOLS) add('symbol', word, symbol, '', null);
  for (const [word, digit] of HOMOPHONES) add('homophone', word, word, digit, null);
  for (const word of LETTER_ZERO) add('zero', word, word, '0', null);
  for (const [word, digits] of UNITS) add('digits', word, word, digits, 'unit');
  for (const [word, digits] of TEENS) add('digits', word, word, digits, 'teen');
  for (const [word, digits] of TENS) add('digits', word, word, digits, 'tens');
  for (const word of TIMES.keys()) add('filler', word, word, '', 'times');
  add('digits', 'hundred', 'hundred', '100', 'hundred');
  add('digits', 'thousand', 'thousand', '1000', 'thousand');
  return map;
}
