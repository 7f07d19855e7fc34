import type { Atom } from './atom.ts';
import { COURTESIES } from './lexicon.ts';
import type { PhraseHit } from './phrases.ts';
import type { Reading } from './reading.ts';
import type { AnswerShape, Cue, NumberRule } from './recognisers/number-rule.ts';
import { endsNumber, isNamePart, nameAfter } from './recognisers/person.ts';
import { lowerBound } from './search.ts';
import { SLOTS, type Slot, type SlotName } from './slots.ts';
import type { Hit } from './types.ts';
import { wholeAnswer } from './whole-answer.ts';
import { WORD_REQUESTS } from './word-requests.ts';

/** A request stays open so long: time to fetch a card from another room. */
const OPEN_MS = 45_000;
/** With the question known, "twenty six" is enough, or the "CV8" of a code. */
const SHORTEST: Record<AnswerShape, number> = { digits: 2, date: 2, 'letters-and-digits': 3 };
/** An answer to "your name?" with more words than this is a sentence about something else. */
const MAX_NAME_ANSWER = 4;

/** Words that make a question or a demand of what they stand near. */
const REQUEST_MARKERS: ReadonlySet<string> = new Set(
  "what what's whats which can could may would give tell confirm verify need provide read take please spell get and".split(
    ' ',
  ),
);
/** Words between the marker and the thing asked for, before and after it. */
const MARKER_REACH = 8;
const MARKER_TRAIL = 3;
/** Word starts further apart than this belong to two sentences. */
const SENTENCE_PAUSE_MS = 1_500;

interface Request {
  readonly slot: Slot;
  /** Open from, until; milliseconds of the recording. */
  readonly fromMs: number;
  readonly untilMs: number;
}

/**
 * What one speaker says within 45 s of another's request for it, until that other asks for something else.
 * Times decide, not turns, so that cutting the words into other segments changes nothing.
 */
export function askedHits(asker: Reading, answerer: Reading): Hit[] {
  return requests(asker).flatMap((request) => answersTo(request, answerer, asker));
}

/**
 * What a speaker says to requests made just before a segment, which nobody heard; nothing when the segment is
 * another speaker's.
 */
export function openSlotHits(slots: readonly SlotName[], segment: number, answerer: Reading): Hit[] {
  const fromMs = answerer.stream.words.find((word) => word.segment === segment)?.atMs;
  if (fromMs === undefined) return [];
  return slots.flatMap((name) =>
    answersTo({ slot: SLOTS[name], fromMs, untilMs: fromMs + OPEN_MS }, answerer, null),
  );
}

/** @param asker null when the request itself was not heard */
function answersTo(request: Request, answerer: Reading, asker: Reading | null): Hit[] {
  const { slot } = request;
  const whole = wholeAnswer(answerer, request, asker);
  const hits: Hit[] =
    whole === null
      ? []
      : [{ type: slot.type, score: 0.8, ruleId: `${slot.id}-asked`, first: whole.first, last: whole.last }];
  if (slot.shape === 'words') return hits;
  const shaped =
    slot.shape === 'name'
      ? nameAnswer(answerer, request, asker)
      : numberAnswers(answerer, request, slot.shape);
  return [...hits, ...shaped];
}

function requests(asker: Reading): Request[] {
  const named = asker.cues.filter((cue) => !cue.entry.isWeak);
  // most speakers name no number at all
  const markers = named.length === 0 ? [] : markersOf(asker);
  const cues = [
    ...named
      .filter((cue) => isRequest(asker, cue, markers))
      .map((cue) => ({ slot: slotOf(cue.entry.rule), last: cue.last })),
    ...WORD_REQUESTS.find(asker.atoms).map((cue) => ({ slot: cue.entry, last: cue.last })),
  ].sort((a, b) => a.last - b.last);
  return cues.map(({ slot, last }, index) => {
    const fromMs = timeAt(asker, last);
    const next = cues.slice(index + 1, index + 9).find((cue) => cue.slot.id !== slot.id);
    const untilMs = Math.min(
      fromMs + OPEN_MS,
      next === undefined ? Number.POSITIVE_INFINITY : timeAt(asker, next.last),
    );
    return { slot, fromMs, untilMs };
  });
}

function markersOf({ atoms }: Reading): number[] {
  return atoms.filter((atom) => REQUEST_MARKERS.has(atom.text)).map((atom) => atom.first);
}

function slotOf({ id, type, shape }: NumberRule): Slot {
  return { id, type, shape };
}

/** "can I have your card number", "card number please", but not "we sent your card number to …". */
function isRequest(asker: Reading, cue: PhraseHit<Cue>, markers: readonly number[]): boolean {
  for (
    let at = lowerBound(markers, cue.first - MARKER_REACH, (place) => place);
    at < markers.length;
    at += 1
  ) {
    const marker = markers[at] ?? 0;
    if (marker > cue.last + MARKER_TRAIL) return false;
    if (marker < cue.first ? sameSentence(asker, marker, cue.first) : sameSentence(asker, cue.last, marker))
      return true;
  }
  return false;
}

function sameSentence(reading: Reading, from: number, to: number): boolean {
  if (reading.labelBetween(from, to)) return false;
  for (let place = from; place < to; place += 1) {
    if (timeAt(reading, place + 1) - timeAt(reading, place) > SENTENCE_PAUSE_MS) return false;
  }
  return true;
}

function numberAnswers(answerer: Reading, request: Request, shape: AnswerShape): Hit[] {
  const { slot, fromMs, untilMs } = request;
  const answers = answerer.answers(shape);
  const hits: Hit[] = [];
  const start = lowerBound(answers, fromMs, (answer) => timeAt(answerer, answer.last));
  for (let at = start; at < answers.length; at += 1) {
    const answer = answers[at];
    if (answer === undefined || timeAt(answerer, answer.first) > untilMs) break;
    if (answer.value.length < SHORTEST[shape]) continue;
    hits.push({
      type: slot.type,
      score: 0.85,
      ruleId: `${slot.id}-asked`,
      first: answer.first,
      last: answer.last,
    });
  }
  return hits;
}

/** The first words that can be a name before the asker says anything of substance again. */
function nameAnswer(answerer: Reading, { fromMs, untilMs }: Request, asker: Reading | null): Hit[] {
  const { atoms } = answerer;
  let at = lowerBound(atoms, fromMs, (atom) => timeAt(answerer, atom.first));
  while (at < atoms.length && atoms[at]?.kind !== 'label') {
    if (isNamePart(atoms[at]) && !endsNumber(atoms, at)) break;
    at += 1;
  }
  const first = atoms[at];
  if (first === undefined || first.kind === 'label') return [];
  const startMs = timeAt(answerer, first.first);
  if (startMs > untilMs || (asker !== null && spokeSince(asker, fromMs, startMs))) return [];
  const name = nameAfter(atoms, at);
  if (name === null || isNamePart(atoms[name.next]) || atoms[name.next]?.kind === 'label') return [];
  if (name.last - name.first >= MAX_NAME_ANSWER && !isSpelled(answerer, name.first, name.last)) return [];
  const last = closingWord(answerer, name.next)?.last ?? name.last;
  return [{ type: 'PERSON', score: 0.85, ruleId: 'name-asked', first: name.first, last }];
}

/** A word of everyday speech that ends the answer may be the surname ("tara long", "peter day"), but not "tara please". */
function closingWord(answerer: Reading, at: number): Atom | undefined {
  const word = answerer.atoms[at];
  const after = answerer.atoms[at + 1];
  if (word?.kind !== 'word' || COURTESIES.has(word.text) || endsNumber(answerer.atoms, at)) return undefined;
  const pause =
    after === undefined || timeAt(answerer, after.first) - timeAt(answerer, word.first) > SENTENCE_PAUSE_MS;
  return pause ? word : undefined;
}

function isSpelled(reading: Reading, first: number, last: number): boolean {
  const words = reading.stream.words.slice(first, last + 1);
  return words.filter((word) => word.text.length > 1).length <= MAX_NAME_ANSWER;
}

/** How long after the request's last word the asker may still be finishing the question. */
const FINISHING_MS = 4_000;

function spokeSince(asker: Reading, fromMs: number, toMs: number): boolean {
  const { atoms } = asker;
  const start = lowerBound(atoms, fromMs + FINISHING_MS, (atom) => timeAt(asker, atom.first));
  for (let at = start; at < atoms.length; at += 1) {
    const atom = atoms[at];
    if (atom === undefined || timeAt(asker, atom.first) >= toMs) return false;
    if (atom.kind === 'word') return true;
  }
  return false;
}

function timeAt(reading: Reading, place: number): number {
  return reading.stream.words[place]?.atMs ?? 0;
}
