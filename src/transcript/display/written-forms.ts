import { belowHundred, cardinalAt, digitOf, ordinalAt, yearAt } from './spoken-number.ts';

/** A written form and how many spoken words it stands for. */
export interface WrittenForm {
  readonly text: string;
  readonly words: number;
}

type Rule = (words: readonly string[], at: number) => WrittenForm | null;

const MONTHS = new Set(
  'january february march april may june july august september october november december'.split(' '),
);
const CURRENCIES: Readonly<Record<string, string>> = { pound: '£', dollar: '$', euro: '€' };
const CENTS = /^(?:pence|penny|cents?|p)$/;
const TOP_DOMAIN = /^(?:com|org|net|uk|co|edu|gov|io|info|eu|de|fr|ie|au|ca|in)$/;
const LETTERS = /^[a-z0-9_-]+$/;
/** So many single digits in a row are read out, not counted. */
const MIN_DIGITS = 3;
/** Smaller numbers stay words, as books print them. */
const FIRST_WRITTEN = 10;

/** What is said at a place in the form in which it is written, null where words are best. Longest and surest first. */
export function writtenForm(words: readonly string[], at: number): WrittenForm | null {
  for (const rule of RULES) {
    const form = rule(words, at);
    if (form !== null) return form;
  }
  return null;
}

/** `jane dot doe at example dot co dot uk` → jane.doe@example.co.uk */
const email: Rule = (words, at) => {
  const local = dotted(words, at);
  if (local === null || words[at + local.words] !== 'at') return null;
  const host = dotted(words, at + local.words + 1);
  if (host === null || !host.text.includes('.')) return null;
  const top = host.text.slice(host.text.lastIndexOf('.') + 1);
  return TOP_DOMAIN.test(top)
    ? { text: `${local.text}@${host.text}`, words: local.words + 1 + host.words }
    : null;
};

function dotted(words: readonly string[], at: number): WrittenForm | null {
  let text = '';
  let next = at;
  for (;;) {
    const word = words[next] ?? '';
    if (!LETTERS.test(word)) return null;
    text += word;
    next++;
    if (words[next] !== 'dot') return { text, words: next - at };
    text += '.';
    next++;
  }
}

/** `twenty five pounds fifty`, `three dollars and five cents` */
const money: Rule = (words, at) => {
  const whole = cardinalAt(words, at);
  const sign = whole === null ? undefined : CURRENCIES[(words[at + whole.words] ?? '').replace(/s$/, '')];
  if (whole === null || sign === undefined) return null;
  const used = whole.words + 1;
  const joined = words[at + used] === 'and' ? 1 : 0;
  const small = belowHundred(words, at + used + joined);
  const amount = grouped(whole.value);
  const after = words[at + used + joined + (small?.words ?? 0)] ?? '';
  const named = CENTS.test(after);
  const bare = joined === 0 && small !== null && small.value >= FIRST_WRITTEN;
  if (small === null || !(named || bare)) return { text: `${sign}${amount}`, words: used };
  const cents = String(small.value).padStart(2, '0');
  return { text: `${sign}${amount}.${cents}`, words: used + joined + small.words + (named ? 1 : 0) };
};

/** `twelve percent`, `two point five percent` */
const percent: Rule = (words, at) => {
  const amount = decimal(words, at) ?? plainCardinal(words, at);
  if (amount === null) return null;
  const after = words[at + amount.words];
  if (after === 'percent') return { text: `${amount.text}%`, words: amount.words + 1 };
  return after === 'per' && words[at + amount.words + 1] === 'cent'
    ? { text: `${amount.text}%`, words: amount.words + 2 }
    : null;
};

/** `two point five` */
const decimal: Rule = (words, at) => {
  const whole = cardinalAt(words, at);
  if (whole === null || words[at + whole.words] !== 'point') return null;
  const digits = digitsFrom(words, at + whole.words + 1);
  return digits === '' ? null : { text: `${whole.value}.${digits}`, words: whole.words + 1 + digits.length };
};

/** `ten thirty a m`, `five o'clock`, `seven pm` */
const time: Rule = (words, at) => {
  const hour = belowHundred(words, at);
  if (hour === null || hour.value < 1 || hour.value > 12) return null;
  if (words[at + hour.words] === "o'clock") return { text: `${hour.value} o'clock`, words: hour.words + 1 };
  const from = at + hour.words;
  const oh = digitOf(words[from]) === 0 ? digitOf(words[from + 1]) : null;
  const minute = oh === null ? belowHundred(words, from) : { value: oh, words: 2 };
  const valid = minute !== null && minute.value < 60 && (minute.value >= 10 || oh !== null);
  const used = hour.words + (valid ? minute.words : 0);
  const half = halfOfDay(words, at + used);
  if (half === null) return null;
  const minutes = valid ? `:${String(minute.value).padStart(2, '0')}` : '';
  return { text: `${hour.value}${minutes} ${half.text}`, words: used + half.words };
};

function halfOfDay(words: readonly string[], at: number): WrittenForm | null {
  const word = words[at] ?? '';
  if (word === 'am' || word === 'pm') return { text: word, words: 1 };
  return (word === 'a' || word === 'p') && words[at + 1] === 'm' ? { text: `${word}m`, words: 2 } : null;
}

/** `the fifth of may twenty twenty four` (without "the"), `may the fifth`, `may fifth` */
const date: Rule = (words, at) => {
  const dayFirst = ordinalAt(words, at);
  if (
    dayFirst !== null &&
    words[at + dayFirst.words] === 'of' &&
    MONTHS.has(words[at + dayFirst.words + 1] ?? '')
  ) {
    const month = capital(words[at + dayFirst.words + 1] ?? '');
    return withYear(words, at, { text: `${dayFirst.value} ${month}`, words: dayFirst.words + 2 }, ' ');
  }
  if (!MONTHS.has(words[at] ?? '')) return null;
  const article = words[at + 1] === 'the' ? 1 : 0;
  const day = ordinalAt(words, at + 1 + article);
  if (day === null || day.value > 31) return null;
  const text = `${capital(words[at] ?? '')} ${day.value}`;
  return withYear(words, at, { text, words: 1 + article + day.words }, ', ');
};

function withYear(words: readonly string[], at: number, day: WrittenForm, between: string): WrittenForm {
  const year = yearAt(words, at + day.words);
  return year === null ? day : { text: `${day.text}${between}${year.value}`, words: day.words + year.words };
}

const year: Rule = (words, at) => {
  const found = yearAt(words, at);
  return found === null || found.value < 1800 ? null : { text: String(found.value), words: found.words };
};

/** `oh two oh seven nine four six oh nine five eight` → 020 7946 0958: groups of three and four as far as they go. */
const digits: Rule = (words, at) => {
  const found = digitsFrom(words, at);
  if (found.length < MIN_DIGITS) return null;
  return { text: found.length < 7 ? found : groups(found).join(' '), words: found.length };
};

function digitsFrom(words: readonly string[], at: number): string {
  let found = '';
  for (let digit = digitOf(words[at]); digit !== null; digit = digitOf(words[at + found.length]))
    found += digit;
  return found;
}

/** The last groups hold four digits, what is left over stands in front: 020 7946 0958, 555 0100. */
function groups(text: string): string[] {
  const cut: string[] = [];
  for (let end = text.length; end > 0; end -= 4) cut.unshift(text.slice(Math.max(0, end - 4), end));
  return cut;
}

const number: Rule = (words, at) => {
  const found = plainCardinal(words, at);
  return found === null || found.value < FIRST_WRITTEN ? null : found;
};

function plainCardinal(
  words: readonly string[],
  at: number,
): (WrittenForm & { readonly value: number }) | null {
  const found = cardinalAt(words, at);
  return found === null ? null : { ...found, text: grouped(found.value) };
}

const RULES: readonly Rule[] = [email, money, percent, time, date, digits, year, decimal, number];

function grouped(value: number): string {
  return value < 10_000 ? String(value) : value.toLocaleString('en-GB');
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
