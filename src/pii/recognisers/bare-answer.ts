import { clockAtoms } from '../answers.ts';
import type { Atom } from '../atom.ts';
import { COMMON_WORDS } from '../common-words.ts';
import type { Reading } from '../reading.ts';
import type { Hit } from '../types.ts';
import type { Recogniser } from './recogniser.ts';

/** A longer silence parts two turns; by time, so that segments do not matter. */
const TURN_PAUSE_MS = 2_000;
/** A name may go with the code: "peter, 4578". */
const MOST_STRANGERS = 2;
const MOST_ATOMS = 24;
/** Letters of one group of a reference: "ptc 783". A longer one is a word: "audi 452". */
const LONGEST_GROUP = 3;
/** Without a vowel it is no word either: "jhhg 987". */
const LONGEST_CLUSTER = 6;
const FEWEST_DIGITS = 4;
/** With letters beside them fewer digits make a reference. */
const FEWEST_CHARACTERS = 4;
const FEWEST_CODE_DIGITS = 2;
const YEAR = /^(?:1[89]|20)\d\d$/;

/** The same, but only right behind the number. */
const AFTER_DIGITS: ReadonlySet<string> = new Set(['st', 'nd', 'rd', 'th']);
/** Amounts are round, numbers that stand for somebody hardly ever. */
const ROUND = /^\d+00$/;

/** What people put around a bare answer. */
const AROUND: ReadonlySet<string> = new Set(
  (
    "sure yes yeah yep ok okay it it's its is sorry so my name and the that's that this ssn number no num here you go please " +
    'thanks thank i am mine to for first second last four digits account ac acc credit card'
  ).split(' '),
);
/** With one of these the number counts or dates something. */
const UNITS: ReadonlySet<string> = new Set(
  (
    'usd inr gbp eur rs dollar dollars pound pounds euro euros rupees cents percent bucks am pm cc km miles kg nos pcs hr hrs ' +
    'mins hours days weeks months years times people persons january february march april june july august september ' +
    'october november december jan feb mar apr jun jul aug sep sept oct nov dec year model made'
  ).split(' '),
);

/**
 * A turn that is nothing but a number or a code, "its bnn 458", is somebody's answer, whatever the question was.
 * Four digits, or letters with two; a year by itself, an amount or a count with its unit is none.
 */
export const bareAnswerRecogniser: Recogniser = {
  id: 'bare-answer',
  describes: [
    {
      type: 'REFERENCE',
      rule: 'bare-answer',
      example: { written: 'rf 56 f 5', spoken: 'r f fifty six f five' },
      validator: 'a turn of nothing else',
    },
  ],
  find: (reading) => turnsOf(reading).flatMap((turn) => codeOf(turn)),
};

function turnsOf({ atoms, stream }: Reading): Atom[][] {
  const turns: Atom[][] = [];
  let turn: Atom[] = [];
  let beforeMs = 0;
  const close = (): void => {
    const holdsDigits = turn.some(({ kind }) => kind === 'digits');
    if (holdsDigits && turn.length <= MOST_ATOMS) turns.push(turn);
    turn = [];
  };
  for (const atom of atoms) {
    const atMs = stream.words[atom.first]?.atMs ?? 0;
    if (turn.length > 0 && atMs - beforeMs > TURN_PAUSE_MS) close();
    // longer turns are dropped; one atom more than allowed is enough to know
    if (turn.length <= MOST_ATOMS) turn.push(atom);
    beforeMs = stream.words[atom.last]?.untilMs ?? atMs;
  }
  close();
  return turns;
}

interface Code {
  value: string;
  readonly from: number;
  to: number;
}

function codeOf(turn: readonly Atom[]): Hit[] {
  if (turn.some((atom, at) => countsSomething(turn, at) || atom.kind === 'label' || atom.text === '@'))
    return [];
  const clock = clockAtoms(turn);
  const codes: Code[] = [];
  let strangers = 0;
  let isOpen = false;
  for (const [at, atom] of turn.entries()) {
    if (clock.has(atom)) return [];
    if (isCode(atom, turn[at + 1])) {
      const value = atom.kind === 'digits' || atom.kind === 'zero' ? atom.digits : atom.text;
      const open = isOpen ? codes.at(-1) : undefined;
      if (open === undefined) codes.push({ value, from: at, to: at });
      else {
        open.value += value;
        open.to = at;
      }
      isOpen = true;
    } else if (atom.kind !== 'symbol') {
      isOpen = false;
      if (atom.kind === 'filler' || atom.kind === 'homophone' || AROUND.has(atom.text)) continue;
      if (atom.kind !== 'word' || COMMON_WORDS.has(atom.text)) return [];
      strangers += 1;
    }
  }
  if (strangers > MOST_STRANGERS) return [];
  return codes.flatMap((code) => hitOf(code, turn, strangers));
}

function countsSomething(turn: readonly Atom[], at: number): boolean {
  const text = turn[at]?.text ?? '';
  return UNITS.has(text) || (AFTER_DIGITS.has(text) && turn[at - 1]?.kind === 'digits');
}

function hitOf({ value, from, to }: Code, turn: readonly Atom[], strangers: number): Hit[] {
  const digits = value.replace(/\D/g, '');
  const isNumber = digits.length === value.length;
  if (isNumber && (digits.length < FEWEST_DIGITS || YEAR.test(value) || ROUND.test(value))) return [];
  if (!isNumber && !isReference(value, turn.slice(from, to + 1), strangers)) return [];
  const [first, last] = isNumber ? [from, to] : [shortWordBefore(turn, from), shortWordAfter(turn, to)];
  return [
    {
      type: isNumber ? 'DIGITS' : 'REFERENCE',
      score: 0.35,
      ruleId: 'bare-answer',
      first: (turn[first] as Atom).first,
      last: (turn[last] as Atom).last,
    },
  ];
}

/** "rf 56 f 5", but neither "zen 2015" nor "k 500". */
function isReference(value: string, atoms: readonly Atom[], strangers: number): boolean {
  const digits = atoms.map((atom) => atom.digits).filter((group) => group !== '' && !YEAR.test(group));
  const count = digits.join('').length;
  const fewest = strangers === 0 ? FEWEST_CODE_DIGITS : FEWEST_CODE_DIGITS + 1;
  return count >= fewest && value.length >= FEWEST_CHARACTERS && !ROUND.test(digits.join(''));
}

/** Letters that an engine heard as a hesitation: "[mm] 78 u 7", "[i] 90 okj". */
function shortWordBefore(turn: readonly Atom[], from: number): number {
  const before = turn[from - 1];
  return turn[from]?.kind === 'digits' && before !== undefined && isShort(before) ? from - 1 : from;
}

function shortWordAfter(turn: readonly Atom[], to: number): number {
  const after = turn[to + 1];
  return turn[to]?.kind === 'digits' && after !== undefined && isShort(after) ? to + 1 : to;
}

function isShort(atom: Atom): boolean {
  return atom.kind !== 'symbol' && atom.kind !== 'label' && atom.text.length <= 2 && atom.text !== 'is';
}

function isCode(atom: Atom, next: Atom | undefined): boolean {
  // one word each for counts: "two hundred" is an amount, "four five" a dictation
  if (atom.kind === 'digits') return !atom.spoken || atom.digits.length <= 2;
  // "oh" is an exclamation unless digits follow
  if (atom.kind === 'zero') return next?.kind === 'digits' || next?.kind === 'zero';
  if (atom.kind !== 'word') return false;
  if (atom.text === 'a' || atom.text === 'i') return next?.kind === 'digits';
  if (COMMON_WORDS.has(atom.text) || AROUND.has(atom.text) || !/^[a-z]+$/.test(atom.text)) return false;
  return (
    atom.text.length <= LONGEST_GROUP || (atom.text.length <= LONGEST_CLUSTER && !/[aeiouy]/.test(atom.text))
  );
}
