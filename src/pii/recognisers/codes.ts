import type { Atom } from '../atom.ts';
import { COMMON_WORDS } from '../common-words.ts';
import { SPELLING_WORDS, TIMES } from '../lexicon.ts';
import type { Hit } from '../types.ts';
import { formsOf } from './forms.ts';
import { LONGEST_FORM } from './number-rule.ts';
import type { Recogniser } from './recogniser.ts';

/** "w e s t", "WEST": a spoken or written group of letters inside a code is hardly longer. */
const LONGEST_GROUP = 6;
/** Hesitations inside a code: "s w one, um, a one a a". */
const MOST_FILLERS = 2;

/** Ids of letters and digits, known by their form: "AB 12 34 56 C", "s w one a, one a a". */
export const codeRecogniser: Recogniser = {
  id: 'code',
  describes: [],
  find: ({ atoms }, policy) => {
    const hits: Hit[] = [];
    for (let at = 0; at < atoms.length; at += 1) {
      if (!startsCode(atoms, at)) continue;
      for (const [value, end] of valuesFrom(atoms, at)) {
        for (const { rule, score } of formsOf(value, policy)) {
          const [first, last] = [(atoms[at] as Atom).first, (atoms[end] as Atom).last];
          hits.push({ type: rule.type, score, ruleId: rule.id, first, last });
        }
      }
    }
    return hits;
  },
};

function startsCode(atoms: readonly Atom[], at: number): boolean {
  const before = atoms[at - 1];
  const here = atoms[at] as Atom;
  if (!isPart(atoms, at)) return false;
  return !here.glued || before === undefined || before.kind === 'symbol';
}

/** Every value with letters and digits that begins at an atom and ends where a word does. */
function* valuesFrom(atoms: readonly Atom[], from: number): Generator<[value: string, end: number]> {
  let value = '';
  let fillers = 0;
  let ambiguous = false;
  // "double a": digits after "double" are one atom already
  let times = 1;
  for (let at = from; at < atoms.length && value.length < LONGEST_FORM; at += 1) {
    const atom = atoms[at] as Atom;
    if (!isPart(atoms, at)) {
      if (atom.part === 'times') {
        times = TIMES.get(atom.text) ?? 1;
        continue;
      }
      if (atom.kind === 'filler' && fillers < MOST_FILLERS) {
        fillers += 1;
        continue;
      }
      if (atom.kind === 'symbol' && (atom.text === '-' || (!atom.spoken && '.,/ '.includes(atom.text))))
        continue;
      return;
    }
    value += partOf(atom).repeat(times);
    times = 1;
    ambiguous ||= atom.text === 'o';
    if (atoms[at + 1]?.glued === true && atoms[at + 1]?.kind !== 'symbol') continue;
    // digits alone are a run's affair, letters alone a word's
    if (!/\d/.test(value) || !/[A-NP-Z]/.test(value)) continue;
    yield [value, at];
    if (ambiguous) yield [value.replaceAll('O', '0'), at];
  }
}

/** Digits, single letters, spelling words, and letters that touch a digit or are too few for a word. */
function isPart(atoms: readonly Atom[], at: number): boolean {
  const atom = atoms[at] as Atom;
  if (atom.kind === 'digits' || atom.kind === 'zero') return true;
  if (atom.kind !== 'word' && atom.kind !== 'filler' && atom.kind !== 'homophone') return false;
  const { text } = atom;
  if (atom.kind === 'word' && (text.length === 1 || SPELLING_WORDS.has(text))) return true;
  if (text.length > LONGEST_GROUP || !/^[a-z]+$/.test(text)) return false;
  if (touchesDigit(atoms, at)) return true;
  if (atom.kind !== 'word' || text.length > 4) return false;
  // "XX80 BANK 0000": figures on both sides leave no doubt
  return !COMMON_WORDS.has(text) || (isFigure(atoms[at - 1]) && isFigure(atoms[at + 1]));
}

function touchesDigit(atoms: readonly Atom[], at: number): boolean {
  const [before, here, after] = [atoms[at - 1], atoms[at] as Atom, atoms[at + 1]];
  return (here.glued && isFigure(before)) || (after?.glued === true && isFigure(after));
}

function isFigure(atom: Atom | undefined): boolean {
  return atom?.kind === 'digits' && !atom.spoken;
}

function partOf(atom: Atom): string {
  if (atom.text === 'o') return 'O';
  if (atom.kind === 'digits' || atom.kind === 'zero') return atom.digits;
  return SPELLING_WORDS.get(atom.text)?.toUpperCase() ?? atom.text.toUpperCase();
}
