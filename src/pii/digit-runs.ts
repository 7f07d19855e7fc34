import type { Atom } from './atom.ts';
import { CONJUNCTIONS, HESITATIONS } from './lexicon.ts';
import { lowerBound } from './search.ts';

/** Digits that belong together, with the places of the words they cover. */
export interface DigitRun {
  readonly digits: string;
  /** How many digits each part had as it was written or said, in order. */
  readonly groups: readonly number[];
  readonly first: number;
  readonly last: number;
}

/** A run that also tells which of its words are digits and which lie between them. */
export interface DetailedRun extends DigitRun {
  readonly digitAtoms: readonly Atom[];
}

/** "um, okay, yeah, so, it is …" rarely goes on longer inside one number. */
const MAX_BRIDGE = 8;
/** A misheard digit leaves a stray word; more than two in a row is speech. */
const MAX_STRAY_WORDS = 2;
/** So many single digits in a row on both sides of a stray word are a dictation, not a price. */
const MIN_DICTATED = 3;
const YEAR = /^(?:19|20)\d\d$/;
const ALIKE = /^(\d)\1*$/;
/** "oh to zero": a misheard digit and an "oh" may stand before the first one that is plain. */
const MOST_LEADING = 2;

/** A run under construction: which atoms count as digits, in order. */
interface Draft {
  readonly parts: number[];
}

/**
 * Finds every run of digits, however short. Fillers, separators and homophones of digits between them do not end
 * a run, nor do one or two stray words inside a dictation; a content word does. Linear in the number of atoms.
 */
export function digitRuns(atoms: readonly Atom[]): DetailedRun[] {
  const runs: DetailedRun[] = [];
  let before: Draft | null = null;
  for (const draft of drafts(atoms)) {
    if (before !== null && onlyStrayWordsBetween(atoms, before, draft)) {
      for (const part of draft.parts) before.parts.push(part);
      continue;
    }
    if (before !== null) runs.push(finish(atoms, before));
    before = draft;
  }
  if (before !== null) runs.push(finish(atoms, before));
  return runs;
}

function drafts(atoms: readonly Atom[]): Draft[] {
  const found: Draft[] = [];
  let parts: number[] = [];
  let pending: number[] = [];
  const close = (): void => {
    if (parts.some((part) => atoms[part]?.kind === 'digits')) found.push({ parts });
    parts = [];
    pending = [];
  };
  atoms.forEach((atom, at) => {
    if (atom.kind === 'digits' || atom.kind === 'zero') {
      if (parts.length > 0 && !bridges(atoms, parts, pending, at)) close();
      for (const part of pending) if (atoms[part]?.kind === 'homophone') parts.push(part);
      parts.push(at);
      pending = [];
    } else if (endsRun(atom)) {
      close();
    } else if (parts.length > 0) {
      pending.push(at);
    }
  });
  close();
  return found;
}

function endsRun(atom: Atom): boolean {
  if (atom.kind === 'word' || atom.kind === 'label') return true;
  return atom.kind === 'symbol' && atom.text === '@' && atom.spoken;
}

/** Whether what was said since the run's last digit still lets the digit at `at` belong to it. */
function bridges(
  atoms: readonly Atom[],
  parts: readonly number[],
  pending: readonly number[],
  at: number,
): boolean {
  const spokenBridge = pending.filter((place) => atoms[place]?.spoken);
  if (spokenBridge.length > MAX_BRIDGE) return false;
  // "oh okay four one": an exclamation, unless the digit follows at once
  if (spokenBridge.length > 0 && parts.every((part) => atoms[part]?.kind === 'zero')) return false;
  // "my new one is four one": a pronoun
  const opening = parts.length === 1 ? atoms[parts[0] ?? -1] : undefined;
  if (opening?.text === 'one' && pending.some((place) => atoms[place]?.text === 'is')) return false;
  const left = atoms[parts[parts.length - 1] ?? -1];
  const right = atoms[at];
  if (left === undefined || right === undefined) return false;
  const homophones = pending.filter((place) => atoms[place]?.kind === 'homophone');
  if (homophones.length > 0) {
    return homophones.length <= 2 && isDictatedDigit(left) && isDictatedDigit(right);
  }
  const conjunction = pending.some((place) => CONJUNCTIONS.has(atoms[place]?.text ?? ''));
  return !(conjunction && YEAR.test(left.digits) && YEAR.test(right.digits));
}

/** "14:00 for 12" is two numbers in figures; "0 for 9", "twenty for nine" and "triple two for nine" are one that was dictated. */
function isDictatedDigit({ digits, spoken }: Atom): boolean {
  return digits.length === 1 || (spoken && (digits.length === 2 || ALIKE.test(digits)));
}

function onlyStrayWordsBetween(atoms: readonly Atom[], left: Draft, right: Draft): boolean {
  const from = (left.parts[left.parts.length - 1] ?? 0) + 1;
  const to = right.parts[0] ?? from;
  if (to - from > MAX_STRAY_WORDS + MAX_BRIDGE) return false;
  const between = atoms.slice(from, to);
  if (between.some((atom) => atom.kind === 'label')) return false;
  if (between.filter(endsRun).length > MAX_STRAY_WORDS) return false;
  return (
    isDictated(atoms, left.parts.slice(-MIN_DICTATED)) &&
    isDictated(atoms, right.parts.slice(0, MIN_DICTATED))
  );
}

function isDictated(atoms: readonly Atom[], parts: readonly number[]): boolean {
  return parts.length >= MIN_DICTATED && parts.every((part) => (atoms[part]?.digits.length ?? 0) <= 2);
}

/** The words from first to last digit, and a homophone right beside a dictation: it may be its first digit. */
function finish(atoms: readonly Atom[], { parts }: Draft): DetailedRun {
  let from = parts[0] ?? 0;
  let to = parts[parts.length - 1] ?? 0;
  if (isDictated(atoms, parts.slice(0, MIN_DICTATED))) from = leadingDigit(atoms, from);
  if (isDictated(atoms, parts.slice(-MIN_DICTATED)) && atoms[to + 1]?.kind === 'homophone') to += 1;
  if (atoms[from - 1]?.kind === 'symbol' && atoms[from - 1]?.text === '+') from -= 1;
  const digitAtoms = parts.map((part) => atoms[part] as Atom);
  return {
    digitAtoms,
    groups: digitAtoms.map((atom) => atom.digits.length),
    digits: digitAtoms.map((atom) => atom.digits).join(''),
    first: atoms[from]?.first ?? 0,
    last: atoms[to]?.last ?? 0,
  };
}

/**
 * Where a dictation may really begin: a homophone right before it, and an "oh", hesitations between. They are hidden with it
 * without being counted, since either may have been speech.
 */
function leadingDigit(atoms: readonly Atom[], from: number): number {
  let begin = from;
  for (let step = 0; step < MOST_LEADING; step += 1) {
    let before = begin - 1;
    while (HESITATIONS.has(atoms[before]?.text ?? '')) before -= 1;
    const isHomophone = atoms[before]?.kind === 'homophone' && before === from - 1;
    if (!isHomophone && atoms[before]?.kind !== 'zero') break;
    begin = before;
  }
  return begin;
}

/** The run's digits apart at the given places, sorted; together they hold every digit of the run. */
export function splitRun(run: DetailedRun, barriers: readonly number[]): DigitRun[] {
  if (countBelow(barriers, run.first) === countBelow(barriers, run.last)) return [run];
  const groups = [...Map.groupBy(run.digitAtoms, (atom) => countBelow(barriers, atom.first)).values()];
  return groups.map((group, index) => ({
    digits: group.map((atom) => atom.digits).join(''),
    groups: group.map((atom) => atom.digits.length),
    first: index === 0 ? run.first : (group[0]?.first ?? run.first),
    last: index === groups.length - 1 ? run.last : (group.at(-1)?.last ?? run.last),
  }));
}

/** How many barriers lie at or before a place. */
export function countBelow(barriers: readonly number[], place: number): number {
  return lowerBound(barriers, place + 1, (barrier) => barrier);
}
