import { isClassified } from './classifier.ts';
import { COMMON_WORDS } from './common-words.ts';
import type { DigitRun } from './digit-runs.ts';
import type { Reading } from './reading.ts';
import { isAddressed } from './recognisers/addressed-name.ts';
import { lowerBound } from './search.ts';
import { type Hit, isNumberType, type PiiType } from './types.ts';

/** So many equal digits in a row are a read-back and no coincidence. */
const READ_BACK_DIGITS = 4;
/** Fewer count while the number is being dictated and just after: "four one one, yes, go on". */
const ECHO_DIGITS = 2;
const ECHO_MS = 20_000;

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

/** What was found in one speaker's words, and where it was read. */
export interface FoundIn {
  readonly reading: Reading;
  readonly hits: readonly Hit[];
}

interface FoundNumber {
  readonly type: PiiType;
  readonly score: number;
  readonly digits: string;
  readonly fromMs: number;
  readonly untilMs: number;
}

/**
 * The same numbers said again by anybody, in any grouping: the read-back, the last four, an echo while dictating.
 * A run of digits goes when it shares four digits in a row with a found number, or is a piece of it said meanwhile.
 */
export function repeatedNumbers(found: readonly FoundIn[]): Hit[][] {
  // surest last, so that its type is the one a shared piece gets
  const numbers = found.flatMap(foundNumbers).sort((a, b) => a.score - b.score);
  const known = new Map(
    numbers.flatMap(({ digits, type }) => windowsOf(digits).map((part) => [part, type] as const)),
  );
  return found.map(({ reading }) =>
    piecesOf(reading).flatMap((run): Hit[] => {
      const part = windowsOf(run.digits).find((candidate) => known.has(candidate));
      const type = part === undefined ? echoOf(reading, run, numbers)?.type : known.get(part);
      return type === undefined
        ? []
        : [{ type, score: 0.4, ruleId: 'read-back', first: run.first, last: run.last }];
    }),
  );
}

function foundNumbers({ reading, hits }: FoundIn): FoundNumber[] {
  const numbers = hits.filter((hit) => isNumberType(hit.type)).sort((a, b) => b.score - a.score);
  return piecesOf(reading).flatMap((run) => {
    if (run.digits.length < READ_BACK_DIGITS) return [];
    const best = numbers.find((hit) => hit.first <= run.last && run.first <= hit.last);
    if (best === undefined) return [];
    const untilMs = timeAt(reading, run.last) + ECHO_MS;
    return [
      { type: best.type, score: best.score, digits: run.digits, fromMs: timeAt(reading, run.first), untilMs },
    ];
  });
}

function piecesOf(reading: Reading): DigitRun[] {
  return reading.runs.flatMap((run) => reading.pieces(run));
}

function windowsOf(digits: string): string[] {
  const count = Math.max(0, digits.length - READ_BACK_DIGITS + 1);
  return Array.from({ length: count }, (_, from) => digits.slice(from, from + READ_BACK_DIGITS));
}

function echoOf(reading: Reading, run: DigitRun, numbers: readonly FoundNumber[]): FoundNumber | undefined {
  if (run.digits.length < ECHO_DIGITS) return undefined;
  const saidMs = timeAt(reading, run.first);
  return numbers.find(
    ({ digits, fromMs, untilMs }) => fromMs <= saidMs && saidMs <= untilMs && digits.includes(run.digits),
  );
}

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
  const said = timesSaid(found, supposed);
  for (const [word, times] of supposed) {
    const most = times > 1 ? MOST_OFTEN * times : MOST_OFTEN_OF_ONE;
    if ((said.get(word) ?? 0) <= most) names.add(word);
  }
  return found.map(({ reading }) => (names.size === 0 ? [] : namesIn(reading, names)));
}

function timesSaid(
  found: readonly FoundIn[],
  words: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const { reading } of found)
    for (const { text } of reading.atoms) if (words.has(text)) times.set(text, (times.get(text) ?? 0) + 1);
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

function namesIn({ atoms }: Reading, names: ReadonlySet<string>): Hit[] {
  const hits: Hit[] = [];
  const push = (from: number, to: number): void => {
    const [first, last] = [atoms[from]?.first ?? 0, atoms[to]?.last ?? 0];
    hits.push({ type: 'PERSON', score: 0.7, ruleId: 'name-repeated', first, last });
  };
  for (let at = 0; at < atoms.length; at += 1) {
    const text = atoms[at]?.text ?? '';
    if (names.has(text) || names.has(text.replace(/'s$/, ''))) push(at, at);
    if (text.length !== 1) continue;
    let end = at;
    while (atoms[end + 1]?.text.length === 1 && atoms[end + 1]?.kind !== 'symbol') end += 1;
    const spelled = atoms
      .slice(at, end + 1)
      .map((atom) => atom.text)
      .join('');
    if (names.has(spelled)) push(at, end);
    at = end;
  }
  return hits;
}

function timeAt(reading: Reading, place: number): number {
  return reading.stream.words[place]?.atMs ?? 0;
}
