import type { Atom } from '../atom.ts';
import { COMMON_WORDS } from '../common-words.ts';
import { GIVEN_NAMES } from '../given-names.ts';
import { NAMES_THAT_ARE_WORDS } from '../names-that-are-words.ts';
import { isOrdinary } from '../ordinary-words.ts';
import { PhraseFinder } from '../phrases.ts';
import type { Reading } from '../reading.ts';
import { atomFrom } from '../search.ts';
import type { Stream } from '../stream.ts';
import type { Hit } from '../types.ts';
import type { Recogniser } from './recogniser.ts';

const RULE = 'addressed-name';

/** Short forms stand before nothing but names; "miss" and "doctor" are words as well, which the classifier tells apart. */
const SHORT_TITLES: ReadonlySet<string> = new Set('mister mr mrs ms dr'.split(' '));
/** First, middle and last name, where capitals show how far a name goes; without them a last name after a given one. */
const MAX_TITLED_WORDS = 3;

type Greeting = 'anywhere' | 'first';

/** `first`: only where nothing was said before it, "morning paul", not "this morning". */
const GREETINGS = new PhraseFinder<Greeting>([
  ['thanks', 'anywhere'],
  ['thanks so much', 'anywhere'],
  ['thanks very much', 'anywhere'],
  ['thank you', 'anywhere'],
  ['thank you so much', 'anywhere'],
  ['thank you very much', 'anywhere'],
  ['good morning', 'anywhere'],
  ['good afternoon', 'anywhere'],
  ['good evening', 'anywhere'],
  ['goodbye', 'anywhere'],
  ['hi', 'anywhere'],
  ['hi there', 'anywhere'],
  ['hello', 'anywhere'],
  ['hello there', 'anywhere'],
  ['hey there', 'anywhere'],
  ['hey', 'first'],
  ['morning', 'first'],
  ['bye', 'first'],
]);
/** A greeting that is a word of commands as well, "hey play some jazz": somebody's name ends the turn. */
const ALONE: ReadonlySet<string> = new Set(['hey']);

/** A longer silence parts two turns. */
const TURN_PAUSE_MS = 1_500;

/** Said after a greeting or thanks to nobody in particular. */
const NO_ONES: ReadonlySet<string> = new Set(
  (
    'all everyone everybody both again though anyway anyways everyday folks folk guys guy team ladies lady gentlemen gentleman ' +
    'operator speaker speakers panel mate mates love dear darling pal man dude bro brother sister chief champ hun hon honey ' +
    'sweetheart sweetie friend friends kids ma mam mum dad mom alot lots heaps loads bunch bunches tons god goodness heavens ' +
    'lord jesus kindly indeed ever always once quite appreciated hopefully aboard along further however whoever someone anyone ' +
    'anybody somebody byee ciao im ive id ill lets its thats theres hows whats u ur pls plz ya yea yall lot maybe excuse best ' +
    'based tried hard will cash legend superstar sunshine champion campers damn bless likewise ditto whoops oops confused concierge ' +
    'dispatch wheres whos whens heya hallo hola absolutely definitely totally exactly certainly siri alexa google cortana jarvis computer'
  ).split(' '),
);

/**
 * Names by how people are addressed: after a title, and alone after thanks or a greeting, "good morning aga", where a word
 * that is none of everyday speech is somebody.
 */
export const addressedNameRecogniser: Recogniser = {
  id: RULE,
  describes: [
    {
      type: 'PERSON',
      rule: RULE,
      example: { written: 'Thank you, Raffi.', spoken: 'good morning mister okoro' },
      validator: 'a word outside everyday speech after a title, a greeting or thanks',
    },
  ],
  find: (reading) => [...titled(reading), ...greeted(reading)],
};

/** Found by how somebody is addressed: likely a name, though not announced as one. */
export function isAddressed({ ruleId }: Pick<Hit, 'ruleId'>): boolean {
  return ruleId === RULE;
}

function titled({ atoms, stream }: Reading): Hit[] {
  const hits: Hit[] = [];
  for (let title = 0; title < atoms.length; title += 1) {
    const atom = atoms[title] as Atom;
    if (!SHORT_TITLES.has(atom.text) || atom.glued || isUnit(atom, atoms[title - 1])) continue;
    const start = atoms[title + 1]?.text === '.' ? title + 2 : title + 1;
    const end = endOfName(atoms, stream, start);
    if (end > start) hits.push(hit(atoms[start] as Atom, atoms[end - 1] as Atom));
  }
  return hits;
}

/** The atom after the name that begins at `start`; `start` itself where none does. */
function endOfName(atoms: readonly Atom[], { words }: Stream, start: number): number {
  const isCapital = (place: number) => /^\p{Lu}/u.test(words[place]?.text ?? '');
  let at = start;
  while (at - start < MAX_TITLED_WORDS && isStranger(atoms[at])) {
    const place = atoms[at]?.first ?? 0;
    const isLastName = at === start + 1 && isGivenName(atoms[start]);
    if (at > start && !isLastName && !(isCapital(place) && isCapital(place - 1))) break;
    at += 1;
    if (endsSentence(words[place]?.text)) break;
  }
  return at;
}

function greeted(reading: Reading): Hit[] {
  const { atoms, stream } = reading;
  return GREETINGS.find(atoms).flatMap(({ entry, first, last }): Hit[] => {
    if (entry === 'first' && !begins(reading, first)) return [];
    let at = atomFrom(atoms, last + 1);
    while (atoms[at]?.text === ',' || atoms[at]?.text === '.') at += 1;
    const atom = atoms[at];
    if (atom === undefined || !isStranger(atom) || isNoOne(atom.text)) return [];
    const isAlone = endsHere(stream, atom.last);
    const isFollowed = atoms[at + 1]?.kind === 'filler' || COMMON_WORDS.has(atoms[at + 1]?.text ?? '');
    const isCommand = ALONE.has(stream.words[first]?.text.toLowerCase() ?? '') && !isAlone;
    return !isApart(stream, last) && (isAlone || isFollowed) && !isCommand ? [hit(atom, atom)] : [];
  });
}

/** Whether a turn or a sentence begins at this place. */
function begins({ stream }: Reading, place: number): boolean {
  return place === 0 || endsHere(stream, place - 1);
}

/** Whether a turn or a sentence ends with this word. */
function endsHere(stream: Stream, place: number): boolean {
  return endsSentence(stream.words[place]?.text) || isApart(stream, place);
}

/** By time, so that segments do not matter, and from the end of the word, so that marks of redacted ones do not either. */
function isApart({ words }: Stream, place: number): boolean {
  const [own, next] = [words[place], words[place + 1]];
  return own === undefined || next === undefined || next.atMs - own.untilMs > TURN_PAUSE_MS;
}

/** "thanks everybody", "hi wondering if", "thank you we'll now", "thanks awesome". */
function isNoOne(text: string): boolean {
  if (NO_ONES.has(text) || text.endsWith('ing') || /'(?:ll|ve|re|d|m)$/.test(text)) return true;
  return isOrdinary(text);
}

/** "20 ms": milliseconds, whether or not the number was redacted before. */
function isUnit({ text }: Atom, before: Atom | undefined): boolean {
  return text === 'ms' && (before?.kind === 'digits' || before?.kind === 'label');
}

function isStranger(atom: Atom | undefined): boolean {
  return atom?.kind === 'word' && atom.text.length > 1 && !COMMON_WORDS.has(atom.text);
}

function isGivenName(atom: Atom | undefined): boolean {
  const name = atom?.text ?? '';
  return GIVEN_NAMES.has(name) || NAMES_THAT_ARE_WORDS.has(name);
}

function endsSentence(word: string | undefined): boolean {
  return /[.,;:!?…]["'”’)]*$/u.test(word ?? '');
}

function hit(from: Atom, to: Atom): Hit {
  return { type: 'PERSON', score: 0.7, ruleId: RULE, first: from.first, last: to.last };
}
