import type { Atom } from './atom.ts';
import { isClassified } from './classifier.ts';
import { COMMON_WORDS } from './common-words.ts';
import type { FoundIn } from './found-in.ts';
import { isPrintCased } from './letter-case.ts';
import type { Reading } from './reading.ts';
import { isAddressed } from './recognisers/addressed-name.ts';
import { lowerBound } from './search.ts';
import type { Hit } from './types.ts';

/** A doubtful name is hidden where it was found; hidden everywhere, mistakes would spread. */
const SURE_NAME = 0.65;
/** A classifier doubts more of what it takes: 0.9 spares earnings21 one false alarm in seven and costs 0.2 points of recall. */
const SURE_CLASSIFIED = 0.9;

/** A word that is said so many times as often as it is taken for a name, and not announced as one, is a word: "will", "mark". */
const MOST_OFTEN = 4;
/** One finding alone may be a mistake: over whole calls of earnings21 this spares a dozen false alarms and costs nothing. */
const MOST_OFTEN_OF_ONE = 2;

/** "PJ", "TJ": no vowel, no word. */
const INITIALS = /^[bcdfghjklmnpqrstvwxz][bcdfghjklmnpqrstvwxz]$/;

/**
 * The same names said again by anybody, whole, in part or spelled out letter by letter.
 * @param seeds names known beforehand, such as the caller's
 */
export function repeatedNames(found: readonly FoundIn[], seeds: readonly string[]): Hit[][] {
  const names = new Set(
    seeds.flatMap((seed) => seed.toLowerCase().split(/[^\p{L}\p{M}']+/u)).filter(isTelling),
  );
  const supposed = new Map<string, number>();
  for (const { reading, hits } of found) {
    // found by the classifier and by how they are addressed, a name is found once
    const counted = new Set<string>();
    for (const hit of hits) {
      if (hit.type !== 'PERSON' || hit.score < (isClassified(hit) ? SURE_CLASSIFIED : SURE_NAME)) continue;
      for (const word of nameWords(reading, hit)) {
        if (!isClassified(hit) && !isAddressed(hit)) names.add(word);
        else if (!counted.has(`${hit.last} ${word}`)) supposed.set(word, (supposed.get(word) ?? 0) + 1);
        counted.add(`${hit.last} ${word}`);
      }
    }
  }
  if (names.size + supposed.size === 0) return found.map(() => []);
  const readings = found.map(({ reading }) => new Heard(reading));
  const said = timesSaid(readings, supposed);
  for (const [word, times] of supposed) {
    const most = times > 1 ? MOST_OFTEN * times : MOST_OFTEN_OF_ONE;
    if ((said.get(word) ?? 0) > most) supposed.delete(word);
  }
  return readings.map((heard) =>
    namesIn(
      heard.reading,
      (word, { first }) => names.has(word) || (supposed.has(word) && heard.canBeName(first)),
    ),
  );
}

/** One speaker's words, and whether they are in print: asked only where a word has no capital. */
class Heard {
  readonly reading: Reading;
  #isPrint: boolean | null = null;

  constructor(reading: Reading) {
    this.reading = reading;
  }

  /** In print a name has a capital: "Rose", not "it rose", as long as nobody was introduced by it. */
  canBeName(place: number): boolean {
    const { stream } = this.reading;
    if (/\p{Lu}/u.test(stream.words[place]?.text ?? '')) return true;
    this.#isPrint ??= isPrintCased(stream);
    return !this.#isPrint;
  }
}

function timesSaid(
  readings: readonly Heard[],
  words: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const heard of readings)
    for (const { text, first } of heard.reading.atoms)
      if (words.has(text) && heard.canBeName(first)) times.set(text, (times.get(text) ?? 0) + 1);
  return times;
}

function nameWords(reading: Reading, { first, last }: Hit): string[] {
  const start = lowerBound(reading.atoms, first, (atom) => atom.first);
  const end = lowerBound(reading.atoms, last + 1, (atom) => atom.first);
  const atoms = reading.atoms.slice(start, end);
  const spelled = atoms
    .filter((atom) => atom.text.length === 1)
    .map((atom) => atom.text)
    .join('');
  return [...atoms.map((atom) => atom.text), spelled].filter(isTelling);
}

/** Long enough, or initials, and no word of everyday speech, to be hidden wherever it occurs. */
function isTelling(word: string): boolean {
  return (word.length > 2 || INITIALS.test(word)) && !COMMON_WORDS.has(word);
}

function namesIn({ atoms }: Reading, isName: (word: string, atom: Atom) => boolean): Hit[] {
  const hits: Hit[] = [];
  const push = (from: number, to: number): void => {
    const [first, last] = [atoms[from]?.first ?? 0, atoms[to]?.last ?? 0];
    hits.push({ type: 'PERSON', score: 0.7, ruleId: 'name-repeated', first, last });
  };
  for (let at = 0; at < atoms.length; at += 1) {
    const atom = atoms[at] as Atom;
    const { text } = atom;
    if (isName(text, atom) || isName(text.replace(/'s$/, ''), atom)) push(at, at);
    if (text.length !== 1) continue;
    let end = at;
    while (atoms[end + 1]?.text.length === 1 && atoms[end + 1]?.kind !== 'symbol') end += 1;
    const spelled = atoms
      .slice(at, end + 1)
      .map((atom) => atom.text)
      .join('');
    if (isName(spelled, atom)) push(at, end);
    at = end;
  }
  return hits;
}
