import type { Atom } from '../atom.ts';
import type { Hit } from '../types.ts';
import type { Recogniser } from './recogniser.ts';

const MONTHS: ReadonlySet<string> = new Set(
  (
    'january february march april may june july august september october november december ' +
    'jan feb mar apr jun jul aug sep sept oct nov dec'
  ).split(' '),
);
const ORDINALS: ReadonlySet<string> = new Set(
  (
    'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth ' +
    'fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth'
  ).split(' '),
);
const ENDINGS: ReadonlySet<string> = new Set(['st', 'nd', 'rd', 'th']);
const JOINTS: ReadonlySet<string> = new Set(['of', 'the', 'in', ',', '-', '/', '.']);

/** Full dates with a month by name, day and year: "the twelfth of march nineteen eighty five", "12 March 1985". */
export const dateRecogniser: Recogniser = {
  id: 'date',
  describes: [
    {
      type: 'DATE',
      rule: 'date',
      example: { written: '12 March 1985', spoken: 'the twelfth of march nineteen eighty five' },
      validator: 'day, month by name and year',
    },
  ],
  find: ({ atoms }) => {
    const hits: Hit[] = [];
    for (let at = 0; at < atoms.length; at += 1) {
      if (!MONTHS.has(atoms[at]?.text ?? '')) continue;
      const span = dayFirst(atoms, at) ?? monthFirst(atoms, at);
      if (span === null) continue;
      const [from, to] = span;
      const [first, last] = [(atoms[from] as Atom).first, (atoms[to] as Atom).last];
      hits.push({ type: 'DATE', score: 0.55, ruleId: 'date', first, last });
      at = to;
    }
    return hits;
  },
};

type Span = readonly [from: number, to: number];

function dayFirst(atoms: readonly Atom[], month: number): Span | null {
  const day = dayBefore(atoms, skipBack(atoms, month - 1));
  const year = yearFrom(atoms, skip(atoms, month + 1));
  return day === null || year === null ? null : [day, year];
}

function monthFirst(atoms: readonly Atom[], month: number): Span | null {
  const day = dayFrom(atoms, skip(atoms, month + 1));
  const year = day === null ? null : yearFrom(atoms, skip(atoms, day + 1));
  return year === null ? null : [month, year];
}

/** First atom of the day that ends at `at`: "twenty first", "12 th", "12". */
function dayBefore(atoms: readonly Atom[], at: number): number | null {
  const atom = atoms[at];
  if (ENDINGS.has(atom?.text ?? '') && isDay(atoms[at - 1])) return at - 1;
  if (ORDINALS.has(atom?.text ?? '')) return isTens(atoms[at - 1]) ? at - 1 : at;
  return isDay(atom) ? at : null;
}

/** Last atom of the day that begins at `at`. */
function dayFrom(atoms: readonly Atom[], at: number): number | null {
  const atom = atoms[at];
  if (isTens(atom) && ORDINALS.has(atoms[at + 1]?.text ?? '')) return at + 1;
  if (ORDINALS.has(atom?.text ?? '')) return at;
  if (!isDay(atom)) return null;
  return ENDINGS.has(atoms[at + 1]?.text ?? '') ? at + 1 : at;
}

/** Last atom of a year: "1985", "nineteen eighty five", "two thousand twelve", "twenty twelve", "nineteen oh five". */
function yearFrom(atoms: readonly Atom[], at: number): number | null {
  const atom = atoms[at];
  if (atom?.kind !== 'digits') return null;
  if (/^(?:1[5-9]|20)\d\d$/.test(atom.digits)) return at;
  if (!/^(?:1[5-9]|20)$/.test(atom.digits) || !atom.spoken) return null;
  const next = atoms[at + 1];
  if (next?.kind === 'digits' && next.digits.length === 2) return at + 1;
  if (next?.kind === 'zero' && atoms[at + 2]?.digits.length === 1) return at + 2;
  return null;
}

function isDay(atom: Atom | undefined): boolean {
  return (
    atom?.kind === 'digits' &&
    atom.digits.length <= 2 &&
    Number(atom.digits) >= 1 &&
    Number(atom.digits) <= 31
  );
}

function isTens(atom: Atom | undefined): boolean {
  return atom?.digits === '20' || atom?.digits === '30';
}

function skip(atoms: readonly Atom[], at: number): number {
  let place = at;
  while (place - at < 3 && JOINTS.has(atoms[place]?.text ?? '')) place += 1;
  return place;
}

function skipBack(atoms: readonly Atom[], at: number): number {
  let place = at;
  while (at - place < 3 && JOINTS.has(atoms[place]?.text ?? '')) place -= 1;
  return place;
}
