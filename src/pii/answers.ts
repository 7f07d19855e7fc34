import type { Atom } from './atom.ts';
import { COMMON_WORDS } from './common-words.ts';
import { countBelow } from './digit-runs.ts';
import { DATE_JOINTS, DATE_WORDS, SPELLING_WORDS } from './lexicon.ts';

/** A stretch of speech that could be the answer to a question. */
export interface Answer {
  /** Its digits, for a code its letters as well, without anything between them. */
  readonly value: string;
  readonly first: number;
  readonly last: number;
}

/** Most letters that a reference or postcode carries in one spoken word ("dfg 123", "SW1A"). */
const LONGEST_LETTER_GROUP = 3;

/** "the twelfth of march nineteen eighty five", "03/26": months and ordinals count as the digits they stand for. */
export function dateAnswers(atoms: readonly Atom[], barriers: readonly number[]): Answer[] {
  const digitsOf = (atom: Atom): string | null =>
    atom.kind === 'word' ? (DATE_WORDS.get(atom.text) ?? null) : numberOf(atom);
  return answersIn(atoms, barriers, digitsOf, (atom) => DATE_JOINTS.has(atom.text));
}

/** Letters written on to a digit: "DEUTDEFF500". */
function touchingDigits(atoms: readonly Atom[]): ReadonlySet<Atom> {
  const touching = new Set<Atom>();
  atoms.forEach((atom, at) => {
    const before = atoms[at - 1];
    if (atom.glued && atom.kind === 'digits' && !atom.spoken && before !== undefined) touching.add(before);
  });
  return touching;
}

/**
 * "g two six five w b", "ABC 123", "golf two six": letters, short letter groups and digits; never letters alone.
 * @param cueWords places of words that name what the code is, and are no part of it
 */
export function codeAnswers(
  atoms: readonly Atom[],
  barriers: readonly number[],
  cueWords: ReadonlySet<number> = new Set(),
): Answer[] {
  const clock = clockAtoms(atoms);
  const touching = touchingDigits(atoms);
  const apart = apartFromCodes(atoms);
  const readAs = (atom: Atom): string | null => {
    if (clock.has(atom) || apart.has(atom) || (cueWords.has(atom.first) && atom.text.length > 1)) return null;
    if (atom.kind !== 'word') return numberOf(atom);
    const letter = SPELLING_WORDS.get(atom.text);
    if (letter !== undefined) return letter;
    const short = isLetterGroup(atom);
    return short || atom.text.length === 1 || atom.glued || touching.has(atom) ? atom.text : null;
  };
  return answersIn(atoms, barriers, readAs, () => false).filter(({ value }) => /\d/.test(value));
}

function isLetterGroup(atom: Atom): boolean {
  return atom.kind === 'word' && atom.text.length <= LONGEST_LETTER_GROUP && !COMMON_WORDS.has(atom.text);
}

/** Short words with no part of a code right beside them ("27 ABC for tax" ends before "for"), and the "oh" of "oh okay". */
function apartFromCodes(atoms: readonly Atom[]): ReadonlySet<Atom> {
  const isPart = (atom: Atom | undefined): boolean =>
    atom !== undefined && (numberOf(atom) !== null || SPELLING_WORDS.has(atom.text) || isLetterGroup(atom));
  const beside = (at: number, step: 1 | -1): Atom | undefined => {
    const next = atoms[at + step];
    return next?.kind === 'symbol' && !next.spoken ? atoms[at + 2 * step] : next;
  };
  const apart = atoms.filter((atom, at) =>
    isLetterGroup(atom) && atom.text.length > 1
      ? !isPart(beside(at, 1)) && !isPart(beside(at, -1))
      : atom.text === 'oh' && atoms[at + 1]?.kind === 'filler',
  );
  return new Set(apart);
}

const HALVES: ReadonlySet<string> = new Set(['am', 'pm']);

/** Times of day, "11:30", "7 pm", "6 p.m.": digits that answer no question for a code. */
export function clockAtoms(atoms: readonly Atom[]): ReadonlySet<Atom> {
  const clock = new Set<Atom>();
  atoms.forEach((atom, at) => {
    const after = atoms[at + 1];
    if (
      atom.kind === 'symbol' &&
      atom.text === ':' &&
      atom.glued &&
      isHour(atoms[at - 1]) &&
      isMinute(after)
    ) {
      for (const part of [atoms[at - 1], after]) if (part !== undefined) clock.add(part);
    }
    if (!isHour(atom) && !isMinute(atom)) return;
    const isSpelled = (after?.text === 'a' || after?.text === 'p') && lettersAfter(atoms, at + 1) === 'm';
    if (HALVES.has(after?.text ?? '') || isSpelled) clock.add(atom);
    if (HALVES.has(after?.text ?? '') && after !== undefined) clock.add(after);
  });
  return clock;
}

function isHour(atom: Atom | undefined): boolean {
  return atom?.kind === 'digits' && atom.digits.length <= 4;
}

function isMinute(atom: Atom | undefined): boolean {
  return atom?.kind === 'digits' && atom.digits.length === 2 && atom.glued;
}

/** The letter after the dot or space that follows a place. */
function lettersAfter(atoms: readonly Atom[], at: number): string {
  const next = atoms[at + 1];
  return (next?.kind === 'symbol' && !next.spoken ? atoms[at + 2] : next)?.text ?? '';
}

function numberOf(atom: Atom): string | null {
  return atom.kind === 'digits' || atom.kind === 'zero' ? atom.digits : null;
}

/** Longest stretches of atoms that have a value; fillers, symbols and joints between them are bridged, barriers not. */
function answersIn(
  atoms: readonly Atom[],
  barriers: readonly number[],
  readAs: (atom: Atom) => string | null,
  isJoint: (atom: Atom) => boolean,
): Answer[] {
  const answers: Answer[] = [];
  let open = false;
  let passed = 0;
  for (const atom of atoms) {
    const value = readAs(atom);
    const barrier = barriers[passed];
    if (barrier !== undefined && barrier <= atom.first) {
      open = false;
      passed = countBelow(barriers, atom.first);
    }
    if (value !== null) {
      const answer = open ? answers.pop() : undefined;
      answers.push({
        value: (answer?.value ?? '') + value,
        first: answer?.first ?? atom.first,
        last: atom.last,
      });
      open = true;
    } else if ((atom.kind === 'word' || atom.kind === 'label') && !isJoint(atom)) {
      open = false;
    }
  }
  return answers;
}
