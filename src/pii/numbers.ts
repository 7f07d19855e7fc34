import type { Atom } from './atom.ts';
import { TIMES } from './lexicon.ts';

/** A number read from `next - start` atoms. */
interface Reading {
  readonly digits: string;
  readonly next: number;
}

/**
 * Joins spoken number words: "double five" is 55, "forty one" is 41, "eight hundred and five" is 805,
 * "two thousand twelve" is 2012. What cannot be joined stays as it is. Linear: each atom is read at most twice.
 */
export function composeNumbers(atoms: readonly Atom[]): Atom[] {
  const out: Atom[] = [];
  for (let at = 0; at < atoms.length; ) {
    const atom = atoms[at] as Atom;
    const reading = startsNumber(atom) ? (readRepeated(atoms, at) ?? readThousands(atoms, at)) : null;
    if (reading === null || reading.next === at + 1) {
      out.push(atom);
      at += 1;
      continue;
    }
    const end = atoms[reading.next - 1] as Atom;
    out.push({ ...atom, kind: 'digits', digits: reading.digits, part: null, last: end.last });
    at = reading.next;
  }
  return out;
}

function startsNumber(atom: Atom): boolean {
  return atom.part !== null || (atom.kind === 'digits' && !atom.spoken);
}

function readRepeated(atoms: readonly Atom[], at: number): Reading | null {
  const times = atoms[at]?.part === 'times' ? TIMES.get(atoms[at].text) : undefined;
  if (times === undefined) return null;
  const next = skipHyphen(atoms, at + 1);
  const repeated = atoms[next];
  const isDigit = repeated?.kind === 'digits' || repeated?.kind === 'zero';
  if (!isDigit || repeated.digits.length > 2) return null;
  return { digits: repeated.digits.repeat(times), next: next + 1 };
}

function readThousands(atoms: readonly Atom[], at: number): Reading | null {
  const thousands = readHundreds(atoms, at);
  if (thousands === null || atoms[thousands.next]?.part !== 'thousand') return thousands;
  const rest = readAfterScale(atoms, thousands.next + 1, readHundreds, 3);
  return { digits: thousands.digits + (rest?.digits ?? '000'), next: rest?.next ?? thousands.next + 1 };
}

function readHundreds(atoms: readonly Atom[], at: number): Reading | null {
  const hundreds = readBelowHundred(atoms, at);
  if (hundreds === null || atoms[hundreds.next]?.part !== 'hundred') return hundreds;
  const rest = readAfterScale(atoms, hundreds.next + 1, readBelowHundred, 2);
  return { digits: hundreds.digits + (rest?.digits ?? '00'), next: rest?.next ?? hundreds.next + 1 };
}

/**
 * What follows "hundred" or "thousand", padded to its width. A single digit that another digit follows starts a
 * dictation instead: "eight hundred five five five" is 800 555.
 */
function readAfterScale(
  atoms: readonly Atom[],
  at: number,
  read: (atoms: readonly Atom[], at: number) => Reading | null,
  width: number,
): Reading | null {
  const from = atoms[at]?.text === 'and' ? at + 1 : at;
  if (atoms[from]?.spoken !== true) return null;
  const rest = read(atoms, from);
  if (rest === null || rest.digits.length > width) return null;
  const following = atoms[rest.next];
  const dictation = rest.digits.length === 1 && (following?.kind === 'digits' || following?.kind === 'zero');
  return dictation ? null : { digits: rest.digits.padStart(width, '0'), next: rest.next };
}

function readBelowHundred(atoms: readonly Atom[], at: number): Reading | null {
  const atom = atoms[at];
  if (atom?.kind !== 'digits' || atom.part === 'hundred' || atom.part === 'thousand') return null;
  if (atom.part === null && (atom.spoken || atom.digits.length > 3)) return null;
  if (atom.part !== 'tens') return { digits: atom.digits, next: at + 1 };
  const next = skipHyphen(atoms, at + 1);
  const unit = atoms[next];
  if (unit?.part !== 'unit' || unit.digits === '0') return { digits: atom.digits, next: at + 1 };
  return { digits: `${atom.digits.charAt(0)}${unit.digits}`, next: next + 1 };
}

function skipHyphen(atoms: readonly Atom[], at: number): number {
  const atom = atoms[at];
  return atom?.kind === 'symbol' && atom.text === '-' && !atom.spoken && atom.glued ? at + 1 : at;
}
