const UNITS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen';
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety';
const ORDINALS =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth';

const SMALL = new Map(UNITS.split(' ').map((word, value) => [word, value]));
const TEN = new Map(TENS.split(' ').map((word, i) => [word, 20 + 10 * i]));
const ORDINAL = new Map(ORDINALS.split(' ').map((word, value) => [word, value]));
const ORDINAL_TEN = new Map(TENS.split(' ').map((word, i) => [word.replace(/y$/, 'ieth'), 20 + 10 * i]));
const SCALES = new Map([
  ['thousand', 1000],
  ['million', 1_000_000],
  ['billion', 1_000_000_000],
]);

/** A number found in words: its value and how many words it takes. */
export interface SpokenNumber {
  readonly value: number;
  readonly words: number;
}

/** 0…9 from a single word, "oh" too; null for anything else. */
export function digitOf(word: string | undefined): number | null {
  if (word === 'oh' || word === 'o') return 0;
  const value = SMALL.get(word ?? '');
  return value === undefined || value > 9 ? null : value;
}

/** 0…99 as it is said in one breath: `twenty five`, `twelve`, `seven`. */
export function belowHundred(words: readonly string[], at: number): SpokenNumber | null {
  const ten = TEN.get(words[at] ?? '');
  const one = SMALL.get(words[at + 1] ?? '') ?? 0;
  if (ten !== undefined)
    return one > 0 && one < 10 ? { value: ten + one, words: 2 } : { value: ten, words: 1 };
  const small = SMALL.get(words[at] ?? '');
  return small === undefined ? null : { value: small, words: 1 };
}

/** `third`, `twenty first`: 1…99. */
export function ordinalAt(words: readonly string[], at: number): SpokenNumber | null {
  const word = words[at] ?? '';
  const single = ORDINAL.get(word) ?? ORDINAL_TEN.get(word);
  if (single !== undefined) return { value: single, words: 1 };
  const ten = TEN.get(word);
  const one = ORDINAL.get(words[at + 1] ?? '');
  return ten === undefined || one === undefined || one > 9 ? null : { value: ten + one, words: 2 };
}

/** The longest cardinal from a place: `three hundred and five`, `two thousand`, `one point five million` is not one. */
export function cardinalAt(words: readonly string[], at: number): SpokenNumber | null {
  let total = 0;
  let next = at;
  let last = Number.POSITIVE_INFINITY;
  for (;;) {
    const joined = next > at && words[next] === 'and' && total % 100 === 0 ? 1 : 0;
    const group = belowThousand(words, next + joined);
    if (group === null) break;
    const scale = SCALES.get(words[next + joined + group.words] ?? '') ?? 1;
    if (scale >= last) break;
    total += group.value * scale;
    next += joined + group.words + (scale > 1 ? 1 : 0);
    last = scale;
    if (scale === 1) break;
  }
  return next === at ? null : { value: total, words: next - at };
}

function belowThousand(words: readonly string[], at: number): SpokenNumber | null {
  const head =
    words[at] === 'a' && words[at + 1] === 'hundred' ? { value: 1, words: 1 } : belowHundred(words, at);
  if (head === null || words[at + head.words] !== 'hundred') return head;
  const value = head.value * 100;
  const length = head.words + 1;
  const joined = words[at + length] === 'and' ? 1 : 0;
  const rest = belowHundred(words, at + length + joined);
  return rest === null
    ? { value, words: length }
    : { value: value + rest.value, words: length + joined + rest.words };
}

/** `nineteen ninety nine`, `twenty twenty four`, `two thousand and five`: 1100…2099. */
export function yearAt(words: readonly string[], at: number): SpokenNumber | null {
  const century = belowHundred(words, at);
  if (century !== null && century.words === 1 && century.value >= 11 && century.value <= 20) {
    const from = at + century.words;
    const oh = digitOf(words[from]) === 0 ? digitOf(words[from + 1]) : null;
    if (oh !== null) return { value: century.value * 100 + oh, words: century.words + 2 };
    const rest = belowHundred(words, from);
    if (rest !== null && rest.value >= 10) {
      return { value: century.value * 100 + rest.value, words: century.words + rest.words };
    }
  }
  const whole = cardinalAt(words, at);
  return whole !== null && whole.value >= 2000 && whole.value < 2100 ? whole : null;
}
