import type { Atom } from './atom.ts';
import { COMMON_WORDS } from './common-words.ts';
import { COURTESIES, DATE_WORDS, SPELLING_WORDS } from './lexicon.ts';
import type { Reading } from './reading.ts';
import { endsNumber } from './recognisers/person.ts';
import { lowerBound } from './search.ts';
import type { Slot, SlotShape } from './slots.ts';

/** What was asked for and how long an answer is expected; milliseconds of the recording. */
export interface OpenSlot {
  readonly slot: Slot;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** A longer answer is a conversation; only its parts that look like an answer go. */
const MOST_ATOMS = 60;
/** Words in a row that say nothing of the answer: more of them part two answers. */
const MOST_BETWEEN = 6;
/** "nine three four [said why]": misheard letters at the very end of an answer. */
const MOST_AFTER = 3;
/** A silence this long ends a turn even if nobody else speaks. */
const TURN_PAUSE_MS = 8_000;
/** The asker may still be finishing the question. */
const FINISHING_MS = 1_500;
/** An interruption of fewer words is a backchannel. */
const FEWEST_WORDS = 3;

/** Said around an answer, in particular after it. */
const AROUND: ReadonlySet<string> = new Set([
  ...COURTESIES,
  ..."you no right correct so well and but is it's its that that's it um uh er i my the for just then there".split(
    ' ',
  ),
]);

/**
 * The answer to a request from its first to its last telling word, misheard ones between included: "W 48 to us" for
 * "W48 2RS". Null when nothing in the turn can be an answer.
 */
export function wholeAnswer(
  answerer: Reading,
  open: OpenSlot,
  asker: Reading | null,
): { readonly first: number; readonly last: number } | null {
  const turn = turnAfter(answerer, open, asker);
  const isTelling = TELLING[open.slot.shape];
  const spelled = isDictation(turn);
  // "tara at 8pm": leads on to a name, but is no part of one
  const isTime = open.slot.shape === 'name' ? endsNumber : () => false;
  const telling = turn.flatMap((atom, place) =>
    isTelling(atom, spelled) && !isExclamation(turn, place) ? [place] : [],
  );
  const start = telling.find((place) => !isTime(turn, place));
  if (start === undefined) return null;
  let from = start;
  let to = start;
  let reached = start;
  for (const place of telling) {
    if (place - reached > MOST_BETWEEN + 1) break;
    reached = place;
    if (!isTime(turn, place)) to = place;
  }
  if (isNumeric(open.slot.shape)) {
    from = unknownBefore(turn, from);
    to = unknownAfter(turn, to);
  }
  return { first: (turn[from] as Atom).first, last: (turn[to] as Atom).last };
}

/** "oh okay": no letter. */
function isExclamation(turn: readonly Atom[], place: number): boolean {
  return turn[place]?.text === 'oh' && turn[place + 1]?.kind === 'filler';
}

function isNumeric(shape: SlotShape): boolean {
  return shape !== 'name' && shape !== 'words';
}

/** What the answerer says until the asker takes the floor again. */
function turnAfter({ atoms, stream }: Reading, { fromMs, untilMs }: OpenSlot, asker: Reading | null): Atom[] {
  const at = (atom: Atom): number => stream.words[atom.first]?.atMs ?? 0;
  const turn: Atom[] = [];
  const floorMs = asker === null ? Number.POSITIVE_INFINITY : takesFloor(asker, fromMs + FINISHING_MS);
  let beforeMs = Number.POSITIVE_INFINITY;
  for (
    let place = lowerBound(atoms, fromMs, at);
    place < atoms.length && turn.length < MOST_ATOMS;
    place += 1
  ) {
    const atom = atoms[place] as Atom;
    const startMs = at(atom);
    if (startMs > untilMs || startMs > floorMs || startMs - beforeMs > TURN_PAUSE_MS) break;
    if (atom.kind === 'label') break;
    turn.push(atom);
    beforeMs = startMs;
  }
  return turn;
}

/** When a speaker says more than a backchannel; infinite when never. */
function takesFloor({ atoms, stream }: Reading, afterMs: number): number {
  const at = (atom: Atom): number => stream.words[atom.first]?.atMs ?? 0;
  // by their ends: what was redacted may begin while the question still ends
  const until = (atom: Atom): number => stream.words[atom.last]?.untilMs ?? 0;
  let words = 0;
  let sinceMs = 0;
  for (let place = lowerBound(atoms, afterMs, until); place < atoms.length; place += 1) {
    const atom = atoms[place] as Atom;
    // what was redacted were words of substance
    if (atom.kind === 'label') return words === 0 || at(atom) - sinceMs > TURN_PAUSE_MS ? at(atom) : sinceMs;
    if (atom.kind !== 'word') continue;
    if (words === 0 || at(atom) - sinceMs > TURN_PAUSE_MS) {
      words = 0;
      sinceMs = at(atom);
    }
    words += 1;
    if (words >= FEWEST_WORDS) return sinceMs;
  }
  return Number.POSITIVE_INFINITY;
}

/** Whether an atom can be a part of the answer; `spelled` when the turn dictates letters. */
const TELLING: Readonly<Record<SlotShape, (atom: Atom, spelled: boolean) => boolean>> = {
  digits: isDigit,
  date: (atom) => isDigit(atom) || DATE_WORDS.has(atom.text),
  'letters-and-digits': (atom, spelled) => isDigit(atom) || isLetter(atom, spelled),
  name: isContent,
  words: (atom, spelled) =>
    isContent(atom, spelled) || isDigit(atom) || (atom.kind === 'symbol' && atom.spoken),
};

function isDigit(atom: Atom): boolean {
  return atom.kind === 'digits' || (atom.kind === 'zero' && atom.text !== 'oh') || atom.part === 'times';
}

/** A letter by itself or by its word; the pronoun and the article, and a hesitation, only where letters are dictated. */
function isLetter(atom: Atom, spelled: boolean): boolean {
  if (atom.kind === 'zero' || SPELLING_WORDS.has(atom.text)) return true;
  if (atom.text === 'i' || atom.text === 'a' || atom.text === 'er') return spelled;
  return atom.kind === 'word' && atom.text.length === 1;
}

function isContent(atom: Atom, spelled: boolean): boolean {
  return isLetter(atom, spelled) || (atom.kind === 'word' && !COMMON_WORDS.has(atom.text));
}

/** Letters or digits beside which "a" is a letter too. */
const FEWEST_DICTATED = 2;

function isDictation(turn: readonly Atom[]): boolean {
  let dictated = 0;
  for (const atom of turn) {
    const isPart = atom.kind === 'digits' || atom.kind === 'zero' || SPELLING_WORDS.has(atom.text);
    const isOther = atom.kind === 'word' && atom.text.length === 1 && atom.text !== 'i' && atom.text !== 'a';
    if (isPart || isOther) dictated += 1;
  }
  return dictated >= FEWEST_DICTATED;
}

/** Words no speech consists of, right before the first digit: misheard letters. */
function unknownBefore(turn: readonly Atom[], from: number): number {
  let at = from;
  while (at > 0 && from - at < MOST_AFTER && isUnknown(turn[at - 1])) at -= 1;
  return at;
}

function unknownAfter(turn: readonly Atom[], to: number): number {
  const rest = turn.slice(to + 1).filter((atom) => atom.kind !== 'symbol' || atom.spoken);
  const words = rest.filter((atom) => !AROUND.has(atom.text));
  if (words.length > MOST_AFTER) return to;
  return turn.findLastIndex((atom, place) => place <= to || words.includes(atom));
}

function isUnknown(atom: Atom | undefined): boolean {
  if (atom === undefined) return false;
  return atom.kind === 'homophone' || (atom.kind === 'word' && !COMMON_WORDS.has(atom.text));
}
