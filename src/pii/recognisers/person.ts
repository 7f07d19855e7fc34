import type { Atom } from '../atom.ts';
import { COMMON_WORDS } from '../common-words.ts';
import { TITLES } from '../lexicon.ts';
import { PhraseFinder } from '../phrases.ts';
import { atomFrom } from '../search.ts';
import type { Hit } from '../types.ts';
import type { Recogniser } from './recogniser.ts';

/** First, middle and two-part last name; the words after are speech again. */
const MAX_NAME_WORDS = 4;
const MAX_NAME_ATOMS = 40;

const INTRODUCTIONS = new PhraseFinder<'name' | 'speaking'>([
  ['my name is', 'name'],
  ["my name's", 'name'],
  ['name is', 'name'],
  ['name on the card is', 'name'],
  ['name on the card', 'name'],
  ['name on the account is', 'name'],
  ['surname is', 'name'],
  ['you are speaking with', 'name'],
  ["you're speaking with", 'name'],
  ["you're speaking to", 'name'],
  ["you're through to", 'name'],
  ['this is', 'speaking'],
  ["it's", 'speaking'],
]);
const NUMBER_ENDINGS: ReadonlySet<string> = new Set(['am', 'pm', 'st', 'nd', 'rd', 'th']);
/** What follows is an opinion. */
const CLAIMING: ReadonlySet<string> = new Set(
  'say think know guess believe hope feel see mean suppose said thought that because when if where how'.split(
    ' ',
  ),
);
const SPEAKING: ReadonlySet<string> = new Set(['speaking', 'calling', 'here']);

/** Names that their speaker introduces: "my name is …", "this is … speaking", "the name on the card is …". */
export const statedNameRecogniser: Recogniser = {
  id: 'stated-name',
  describes: [
    {
      type: 'PERSON',
      rule: 'stated-name',
      example: { written: 'My name is Peter Parker', spoken: 'my last name is s m i t h' },
      validator: 'announced, asked for, or found by the classifier; said again anywhere in the call',
    },
  ],
  find: ({ atoms }) => {
    const introductions = INTRODUCTIONS.find(atoms);
    if (introductions.length === 0) return [];
    return introductions.flatMap(({ entry, first, last }): Hit[] => {
      const name = nameAfter(atoms, atomFrom(atoms, last + 1));
      if (name === null) return [];
      if (entry === 'speaking' && !saysWhoSpeaks(atoms, atomFrom(atoms, first), name)) return [];
      return [{ type: 'PERSON', score: 0.8, ruleId: 'stated-name', first: name.first, last: name.last }];
    });
  },
};

/** "it's john here", but not "I'd say it's mildly positive here". */
function saysWhoSpeaks(atoms: readonly Atom[], introduction: number, { next }: NameSpan): boolean {
  const before = atoms[introduction - 1];
  return SPEAKING.has(atoms[next]?.text ?? '') && !(before !== undefined && CLAIMING.has(before.text));
}

interface NameSpan {
  readonly first: number;
  readonly last: number;
  /** The atom after the name. */
  readonly next: number;
}

/**
 * The words that can be a name from atom `from` on, hesitations before them skipped; spelled letters go with it.
 * Null when everyday speech or a number follows.
 */
export function nameAfter(atoms: readonly Atom[], from: number): NameSpan | null {
  let at = from;
  while (atoms[at]?.kind === 'filler' || isTitle(atoms[at])) at += 1;
  const start = at;
  let words = 0;
  while (at - start < MAX_NAME_ATOMS && isNamePart(atoms[at]) && !endsNumber(atoms, at)) {
    const atom = atoms[at] as Atom;
    if (atom.text.length > 1 && !atom.glued) words += 1;
    if (words > MAX_NAME_WORDS) break;
    at += 1;
  }
  while (at > start && atoms[at - 1]?.kind === 'symbol') at -= 1;
  if (at === start) return null;
  return { first: atoms[start]?.first ?? 0, last: atoms[at - 1]?.last ?? 0, next: at };
}

function isTitle(atom: Atom | undefined): boolean {
  return atom !== undefined && (TITLES.has(atom.text) || atom.text === '.') && atom.kind !== 'label';
}

/** A word outside everyday speech, a spelled letter, or the hyphen or dot inside a name. */
export function isNamePart(atom: Atom | undefined): boolean {
  if (atom === undefined) return false;
  if (atom.kind === 'symbol') return !atom.spoken && atom.glued && (atom.text === '-' || atom.text === '.');
  if (atom.kind === 'zero') return atom.text === 'o';
  return atom.kind === 'word' && !COMMON_WORDS.has(atom.text);
}

/** The "pm" of "8pm" and the "rd" of "3rd": no name. */
export function endsNumber(atoms: readonly Atom[], at: number): boolean {
  const atom = atoms[at];
  return atom?.glued === true && atoms[at - 1]?.kind === 'digits' && NUMBER_ENDINGS.has(atom.text);
}
