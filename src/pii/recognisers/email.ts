import type { Atom } from '../atom.ts';
import { COMMON_WORDS } from '../common-words.ts';
import { HESITATIONS } from '../lexicon.ts';
import type { Hit } from '../types.ts';
import type { Recogniser } from './recogniser.ts';

/** Endings that a spoken domain may have; a written one may have any. */
const SPOKEN_ENDINGS: ReadonlySet<string> = new Set(
  'com co net org edu gov info biz io ai app dev me tv us uk ca au nz in ie de fr es it nl be ch at se no dk fi pl pt eu'.split(
    ' ',
  ),
);
/** Mail providers: with one of these the "at" may have been swallowed ("john smith gmail dot com"). */
const PROVIDERS: ReadonlySet<string> = new Set(
  'gmail googlemail hotmail yahoo outlook icloud aol protonmail msn ymail comcast verizon sbcglobal mail email'.split(
    ' ',
  ),
);
const GLUED_ENDINGS = ['com', 'net', 'org', 'couk', 'coin'];
/** Words between "at" and the first "dot", spelled letters aside. */
const MAX_DOMAIN_WORDS = 4;
const MAX_DOMAIN_ATOMS = 40;
const MAX_LOCAL_ATOMS = 40;
/** "john paul smith at …": words that a local part may have without a symbol between them. */
const MAX_LOCAL_WORDS = 3;
/** "my email is …" within so many atoms before lets a common word be a local part ("sales", "contact"). */
const CUE_REACH = 10;

/** E-mail addresses, written or spoken ("john dot smith at example dot com", "j s m i t h at …"). */
export const emailRecogniser: Recogniser = {
  id: 'email',
  describes: [
    {
      type: 'EMAIL',
      rule: 'email',
      example: { written: 'j_smith-4@mail.example.co.uk', spoken: 'john dot smith at example dot com' },
      validator: 'an ending that exists; the provider when "at" was lost',
    },
  ],
  find: ({ atoms }) => {
    const hits: Hit[] = [];
    for (let at = 0; at < atoms.length; at += 1) {
      const span = addressAround(atoms, at);
      if (span === null) continue;
      const [from, to] = span;
      hits.push({
        type: 'EMAIL',
        score: 0.9,
        ruleId: 'email',
        first: atoms[from]?.first ?? 0,
        last: atoms[to]?.last ?? 0,
      });
    }
    return hits;
  },
};

/** First and last atom of the address whose "at" (or provider, when "at" is missing) is the atom at `at`. */
function addressAround(atoms: readonly Atom[], at: number): [from: number, to: number] | null {
  const atom = atoms[at] as Atom;
  if (isSymbol(atom, '@')) {
    const to = domainEnd(atoms, at + 1, atoms[at + 1]?.glued !== true);
    const from = to === null ? null : localStart(atoms, at);
    return to === null || from === null ? null : [from, to];
  }
  if (atom.kind !== 'word' || isSymbol(atoms[at - 1], '@')) return null;
  if (PROVIDERS.has(atom.text) && atom.text !== 'mail' && atom.text !== 'email') {
    const to = domainEnd(atoms, at, true);
    const from = to === null ? null : localStart(atoms, at);
    return to === null || from === null ? null : [from, to];
  }
  const local = localInside(atom.text);
  if (local === null) return null;
  const from = localStart(atoms, at) ?? (local === '' ? null : at);
  return from === null ? null : [from, at];
}

/** Words that end like a domain and are none. */
const NO_DOMAINS: ReadonlySet<string> = new Set([
  'telecom',
  'intercom',
  'dotcom',
  'sitcom',
  'romcom',
  'bancom',
  'viacom',
]);
/** No English word of this length ends in "com" but those. */
const SHORTEST_GLUED = 7;

/** A recogniser or a clean-up that drops punctuation leaves "jsmithgmailcom", or "jsmith 4 gmailcom". */
function localInside(text: string): string | null {
  if (text.length < SHORTEST_GLUED || NO_DOMAINS.has(text)) return null;
  const ending = GLUED_ENDINGS.find((candidate) => text.endsWith(candidate));
  if (ending === undefined) return null;
  const stem = text.slice(0, -ending.length);
  for (const provider of PROVIDERS) if (stem.endsWith(provider)) return stem.slice(0, -provider.length);
  return ending === 'com' ? stem : null;
}

/** Last atom of the domain that begins at `from`, or null when there is no ending such as "dot com". */
function domainEnd(atoms: readonly Atom[], from: number, spoken: boolean): number | null {
  let end: number | null = null;
  let words = 0;
  for (let at = from; at < atoms.length && at - from < MAX_DOMAIN_ATOMS; at += 1) {
    const atom = atoms[at] as Atom;
    if (isSymbol(atom, '.') && (atom.spoken || isInside(atoms, at))) {
      const ending = endingAfter(atoms, at, spoken || atom.spoken);
      if (at > from && ending !== null) {
        end = ending;
        at = ending;
      }
      continue;
    }
    // "dot co um dot uk"
    if (end !== null && HESITATIONS.has(atom.text)) continue;
    if (end !== null || !belongsToDomain(atom, spoken, at === from)) break;
    if (atom.kind === 'word' && atom.text.length > 1) words += 1;
    if (words > MAX_DOMAIN_WORDS) break;
  }
  return end;
}

/** A written dot with text on both sides is part of an address; one before a space ends a sentence. */
function isInside(atoms: readonly Atom[], at: number): boolean {
  return atoms[at]?.glued === true && atoms[at + 1]?.glued === true;
}

function endingAfter(atoms: readonly Atom[], dot: number, spoken: boolean): number | null {
  let at = dot + 1;
  while (spoken && HESITATIONS.has(atoms[at]?.text ?? '')) at += 1;
  const next = atoms[at];
  if (next === undefined) return null;
  if (SPOKEN_ENDINGS.has(next.text)) return at;
  if (next.glued && next.text.length >= 2 && (next.kind === 'word' || next.kind === 'filler')) return at;
  const spelled = atoms.slice(at, at + 3).map((atom) => atom.text);
  for (const length of [3, 2]) {
    const letters = spelled.slice(0, length);
    if (spoken && letters.every((letter) => letter.length === 1) && SPOKEN_ENDINGS.has(letters.join('')))
      return at + length - 1;
  }
  return null;
}

function belongsToDomain(atom: Atom, spoken: boolean, isFirst: boolean): boolean {
  if (atom.kind === 'label' || isSymbol(atom, '@')) return false;
  if (!spoken) return isFirst || atom.glued;
  return atom.kind !== 'symbol' || atom.text === '-' || atom.text === '_';
}

/** First atom of the local part that ends before `at`, or null when what stands there is none. */
function localStart(atoms: readonly Atom[], at: number): number | null {
  const glued = atoms[at]?.glued === true;
  let from = saidBefore(atoms, at, glued);
  const before = atoms[from];
  if (before === undefined || before.kind === 'label' || before.kind === 'symbol') return null;
  if (!glued && isPlain(before) && !hasCue(atoms, at)) return null;
  let words = isWord(before) ? 1 : 0;
  while (from > 0 && at - from < MAX_LOCAL_ATOMS) {
    const here = atoms[from] as Atom;
    const place = saidBefore(atoms, from, here.glued);
    const previous = atoms[place];
    if (previous === undefined) break;
    if (!here.glued && !joins(previous, here, glued)) {
      if (glued || !isWord(previous) || isPlain(previous) || words >= MAX_LOCAL_WORDS) break;
      words += 1;
    }
    from = place;
  }
  return isJoint(atoms[from]) ? from + 1 : from;
}

/** Index of the atom before `at`, hesitations passed over: "larsen um at gmail dot com". */
function saidBefore(atoms: readonly Atom[], at: number, glued: boolean): number {
  let before = at - 1;
  while (!glued && HESITATIONS.has(atoms[before]?.text ?? '')) before -= 1;
  return before;
}

/** Whether the atom before belongs to the same local part without question. */
function joins(previous: Atom, here: Atom, glued: boolean): boolean {
  if (previous.kind === 'label' || isSymbol(previous, '@')) return false;
  if (isJoint(here)) return previous.kind !== 'symbol';
  if (isJoint(previous) && previous.spoken) return true;
  if (glued) return false;
  if (previous.kind === 'digits' || previous.kind === 'zero') return true;
  return isWord(previous) && previous.text.length === 1;
}

function isJoint(atom: Atom | undefined): boolean {
  return atom?.kind === 'symbol' && ['.', '_', '-', '+'].includes(atom.text);
}

function isWord(atom: Atom): boolean {
  return atom.kind === 'word' || atom.kind === 'filler' || atom.kind === 'homophone';
}

/** A word of everyday speech, which is no local part unless the speaker just spoke of e-mail. */
function isPlain(atom: Atom): boolean {
  if (!isWord(atom) || atom.text.length === 1) return false;
  return atom.kind !== 'word' || COMMON_WORDS.has(atom.text);
}

function hasCue(atoms: readonly Atom[], at: number): boolean {
  const before = atoms.slice(Math.max(0, at - CUE_REACH), at);
  return before.some((atom) => atom.text === 'email' || atom.text === 'emails' || atom.text === 'mail');
}

function isSymbol(atom: Atom | undefined, symbol: string): boolean {
  return atom?.kind === 'symbol' && atom.text === symbol;
}
