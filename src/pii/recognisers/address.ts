import type { Atom } from '../atom.ts';
import { COMMON_WORDS } from '../common-words.ts';
import { PhraseFinder } from '../phrases.ts';
import { atomFrom } from '../search.ts';
import type { Hit } from '../types.ts';
import { AMBIGUOUS_STREETS, FIRST_WORDS, HOMES, STATES, STREETS, UNITS } from './address-words.ts';
import type { Recogniser } from './recogniser.ts';

/** "12 north old mill street": words between the house number and the street's ending. */
const MOST_STREET_WORDS = 5;
/** Town, county, state, code: words after the street that may still belong to the address. */
const MOST_TAIL_ATOMS = 14;
const MOST_STATED_ATOMS = 24;
const ANNOUNCED = new PhraseFinder<'address'>(
  [
    'my address is',
    'address is',
    'our address is',
    'address on file is',
    'i live at',
    'we live at',
    'i live on',
    'living at',
    'moved to',
    'located at',
    'address',
    'address to',
    'address of',
    'address with',
    'live at',
    'lives at',
    'office is at',
    'arrived at',
    'sent to',
    'delivered to',
    'ship to',
    'mail to',
    'taxi to',
  ].map((phrase): [string, 'address'] => [phrase, 'address']),
);

/** Postal addresses: a house number with a street, a post box, or what somebody says their address is. */
export const addressRecogniser: Recogniser = {
  id: 'address',
  describes: [
    {
      type: 'ADDRESS',
      rule: 'street-address',
      example: { written: '221 Oakhurst Avenue, Springfield', spoken: 'twelve fernhill road' },
      validator: 'house number and street, post box, or announced',
    },
  ],
  find: ({ atoms }) => {
    const hits: Hit[] = [];
    const push = (from: number, to: number, ruleId: string): void => {
      const [first, last] = [(atoms[from] as Atom).first, (atoms[to] as Atom).last];
      hits.push({ type: 'ADDRESS', score: 0.7, ruleId, first, last });
    };
    for (let at = 0; at < atoms.length; at += 1) {
      const end = postBoxEnd(atoms, at) ?? (isHouseNumber(atoms, at) ? streetEnd(atoms, at) : null);
      if (end === null) continue;
      const to = tailEnd(atoms, end);
      push(unitBefore(atoms, at), to, 'street-address');
      at = to;
    }
    for (const [from, to] of statedAddresses(atoms)) push(from, to, 'stated-address');
    return hits;
  },
};

/** "no 85", "flat 3, 12": what stands before the house number and belongs to it. */
function unitBefore(atoms: readonly Atom[], number: number): number {
  const before = atoms[number - 1];
  const place = before?.kind === 'symbol' && !before.spoken ? number - 2 : number - 1;
  const text = atoms[place]?.text ?? '';
  return text === 'no' || UNITS.has(text) ? place : number;
}

function isHouseNumber(atoms: readonly Atom[], at: number): boolean {
  const atom = atoms[at] as Atom;
  return (
    atom.kind === 'digits' && atom.digits.length <= 5 && !(atom.glued && atoms[at - 1]?.kind === 'digits')
  );
}

function streetEnd(atoms: readonly Atom[], number: number): number | null {
  let words = 0;
  for (let at = number + 1; at < atoms.length && words <= MOST_STREET_WORDS; at += 1) {
    const atom = atoms[at] as Atom;
    if (atom.kind === 'symbol' && !atom.spoken && ',.-#'.includes(atom.text)) continue;
    if (words > 0 && STREETS.has(atom.text)) return at;
    // the home inside the house says as much as a street: "81 stallstigen 19 suite 212"
    if (words > 0 && HOMES.has(atom.text) && numberAfter(atoms, at) !== null) return numberAfter(atoms, at);
    if (words > 0 && isArea(atoms, at)) return null;
    const before = atoms[at - 1];
    if (
      words > 0 &&
      AMBIGUOUS_STREETS.has(atom.text) &&
      before?.kind === 'word' &&
      !COMMON_WORDS.has(before.text)
    )
      return at;
    // another part of the number: "four twenty five oak street", "74 b", "12 th"
    if (atom.kind === 'digits' || atom.kind === 'zero') {
      if (atom.digits.length > 5) return null;
    } else if (atom.kind !== 'word' || (COMMON_WORDS.has(atom.text) && !FIRST_WORDS.has(atom.text)))
      return null;
    words += 1;
  }
  return null;
}

/** Place of the number right after a place, a full stop or a sharp between aside. */
function numberAfter(atoms: readonly Atom[], at: number): number | null {
  for (let place = at + 1; place <= at + 2; place += 1) {
    if (atoms[place]?.kind === 'digits') return place;
    if (atoms[place]?.kind !== 'symbol') return null;
  }
  return null;
}

/** "per square meter" */
function isArea(atoms: readonly Atom[], at: number): boolean {
  const isSquare = atoms[at]?.text === 'square' || atoms[at]?.text === 'sq';
  return (
    isSquare && /^(?:(?:centi|kilo|milli)?met|f(?:oo|ee)?t$|mile|inch|yard)/.test(atoms[at + 1]?.text ?? '')
  );
}

function postBoxEnd(atoms: readonly Atom[], at: number): number | null {
  const texts = atoms.slice(at, at + 6).map(({ text }) => text);
  const start =
    texts[0] === 'po' ? 1 : texts[0] === 'p' && texts.includes('o') ? texts.indexOf('o') + 1 : null;
  if (start === null) return null;
  const box = texts.indexOf('box', start);
  if (box < 0 || box > start + 2) return null;
  const number = atoms.findIndex(
    (atom, place) => place > at + box && place <= at + box + 2 && atom.kind === 'digits',
  );
  return number < 0 ? null : number;
}

/** Last atom of town, state and code: names, digits and commas; a word of speech ends it. */
function tailEnd(atoms: readonly Atom[], street: number): number {
  let end = street;
  for (let at = street + 1; at < atoms.length && at - street <= MOST_TAIL_ATOMS; at += 1) {
    const atom = atoms[at] as Atom;
    if (atom.kind === 'symbol') {
      if (atom.spoken || !',.-#/'.includes(atom.text)) break;
      // a full stop before a space ends the sentence, unless it belongs to "st."
      const before = atoms[at - 1]?.text ?? '';
      if (atom.text === '.' && atoms[at + 1]?.glued !== true && !UNITS.has(before) && before.length > 3)
        break;
      continue;
    }
    const isNumber = atom.kind === 'digits' || atom.kind === 'zero';
    const isName =
      atom.kind === 'word' && (!COMMON_WORDS.has(atom.text) || UNITS.has(atom.text) || atom.text === 'new');
    const isState = STATES.has(atom.text) && atoms[at + 1]?.kind === 'digits';
    if (!isNumber && !isName && !isState) break;
    end = at;
  }
  return end;
}

/** "my address is …": to the first word that no address holds; it must hold a number, or a street. */
function* statedAddresses(atoms: readonly Atom[]): Generator<[from: number, to: number]> {
  const announced = ANNOUNCED.find(atoms);
  if (announced.length === 0) return;
  for (const { last } of announced) {
    let from = atomFrom(atoms, last + 1);
    while (atoms[from]?.kind === 'filler' || (atoms[from]?.kind === 'symbol' && !atoms[from]?.spoken))
      from += 1;
    let to: number | null = null;
    let holdsNumber = false;
    let holdsName = false;
    for (let at = from; at < atoms.length && at - from < MOST_STATED_ATOMS; at += 1) {
      const atom = atoms[at] as Atom;
      if (atom.kind === 'label' || atom.kind === 'filler' || atom.kind === 'homophone') break;
      if (atom.kind === 'symbol' && (atom.spoken || (atom.text === '.' && atoms[at + 1]?.glued !== true)))
        break;
      // four numbers with dots are a machine's address
      if (atom.kind === 'digits' && atoms[at + 1]?.glued === true && atoms[at + 1]?.text === '.') break;
      const isPlain = atom.kind === 'word' && COMMON_WORDS.has(atom.text) && !FIRST_WORDS.has(atom.text);
      if (isPlain && !UNITS.has(atom.text)) break;
      holdsNumber ||= atom.kind === 'digits' || STREETS.has(atom.text) || AMBIGUOUS_STREETS.has(atom.text);
      holdsName ||= atom.kind === 'word' && !COMMON_WORDS.has(atom.text) && !UNITS.has(atom.text);
      if (atom.kind !== 'symbol') to = at;
    }
    if (to !== null && holdsNumber && holdsName) yield [from, to];
  }
}
