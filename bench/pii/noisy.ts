import { type Random, seededRandom } from '../../src/eval/random.ts';

export interface NoisyUtterance {
  readonly id: string;
  readonly text: string;
  readonly entities: readonly { readonly start: number; readonly end: number; readonly label: string }[];
}

/** How many of each type. */
const EACH = 500;
const SEED = 20_261_121;

const UNITS = 'zero one two three four five six seven eight nine'.split(' ');
const TEENS = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const TENS = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const ORDINALS = (
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth ' +
  'sixteenth seventeenth eighteenth nineteenth twentieth'
).split(' ');
/** What an engine writes for a digit now and then, inside a number only. */
const MISHEARD: Readonly<Record<string, string>> = { two: 'to', four: 'for', eight: 'ate', one: 'won' };
const BEFORE: Readonly<Record<string, readonly string[]>> = {
  CREDIT_CARD: [
    'my card number is',
    'yes the card number is',
    'it is a visa',
    'the long number is',
    'sure card is',
  ],
  PHONE_NUMBER: [
    'my phone number is',
    'you can call me on',
    'my number is',
    'call me back at',
    'the mobile is',
  ],
  EMAIL_ADDRESS: ['my email is', 'send it to', 'the email address is', "it's", 'you can write to'],
  DATE_OF_BIRTH: [
    'i was born on the',
    'my date of birth is',
    'date of birth',
    'my birthday is the',
    'born on',
  ],
};
const AFTER = ['', '', 'thank you', 'did you get that', 'and that is all', 'please'];
const HOSTS = ['gmail', 'g mail', 'hotmail', 'yahoo', 'outlook', 'icloud', 'aol'];
const NAMES = 'okafor larsen quilla meredith tamsin bose zeller ingram pavel dunmore'.split(' ');

/**
 * Cards, telephone numbers, e-mail addresses and dates of birth as telephone recognisers write them: words, hesitations,
 * digits in pairs, "double" and "triple", slips mended at once, digits misheard. Made anew from one seed; nobody's.
 */
export function noisyUtterances(): NoisyUtterance[] {
  const random = seededRandom(SEED);
  const makers: Readonly<Record<string, () => string>> = {
    CREDIT_CARD: () => card(random),
    PHONE_NUMBER: () => phone(random),
    EMAIL_ADDRESS: () => email(random),
    DATE_OF_BIRTH: () => date(random),
  };
  return Object.entries(makers).flatMap(([label, make]) =>
    Array.from({ length: EACH }, (_, index) => {
      const before = pick(random, BEFORE[label] ?? []);
      const value = hesitant(random, make());
      const text = [before, value, pick(random, AFTER)].filter((part) => part !== '').join(' ');
      const start = before.length + 1;
      return {
        id: `${label}-${index}`,
        text,
        entities: [{ start, end: start + value.length, label }],
      };
    }),
  );
}

/** A hesitation in one of fourteen places between two words. */
function hesitant(random: Random, value: string): string {
  const words = value.split(' ');
  return words
    .flatMap((word, place) =>
      place > 0 && random() < 0.07 ? [pick(random, ['um', 'uh', 'er', 'erm', 'hmm']), word] : [word],
    )
    .join(' ');
}

function pick<T>(random: Random, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] as T;
}

function digits(random: Random, count: number): string {
  return Array.from({ length: count }, () => Math.floor(random() * 10)).join('');
}

/** Digits of four groups, spoken. */
function card(random: Random): string {
  const number = pick(random, ['4', '51', '37', '60']) + digits(random, 15);
  return spoken(random, number.slice(0, 16), [4, 8, 12]);
}

function phone(random: Random): string {
  const [number, breaks] = pick(random, [
    [`07${digits(random, 9)}`, [5, 8]],
    [`${2 + Math.floor(random() * 8)}${digits(random, 9)}`, [3, 6]],
    [`020${digits(random, 8)}`, [3, 7]],
  ] as const);
  return spoken(random, number, breaks);
}

/** One to two digits a word, hesitations where the groups end, now and then a slip that is mended. */
function spoken(random: Random, number: string, breaks: readonly number[]): string {
  const words: string[] = [];
  let at = 0;
  while (at < number.length) {
    if (breaks.includes(at) && random() < 0.3)
      words.push(pick(random, ['um', 'uh', 'and then', 'okay', 'so']));
    const [one = 0, two = 0] = [number[at], number[at + 1]].map(Number);
    const same = number.slice(at).match(/^(\d)\1{1,2}/)?.[0].length ?? 1;
    const isLast = at + 1 >= number.length;
    if (same > 1 && random() < 0.6) {
      words.push(same === 3 ? 'triple' : 'double', UNITS[one] ?? '');
      at += same;
    } else if (!isLast && one === 1 && random() < 0.15) {
      words.push(TEENS[two] ?? '');
      at += 2;
    } else if (!isLast && one > 1 && random() < 0.15) {
      words.push(TENS[one] ?? '', ...(two === 0 ? [] : [UNITS[two] ?? '']));
      at += 2;
    } else {
      if (random() < 0.03 && at > 0)
        words.push(UNITS[(one + 3) % 10] ?? '', pick(random, ['sorry', 'no', 'no sorry']));
      const word = one === 0 && random() < 0.5 ? 'oh' : (UNITS[one] ?? '');
      words.push(at > 0 && !isLast && random() < 0.03 ? (MISHEARD[word] ?? word) : word);
      at += 1;
    }
  }
  return words.join(' ');
}

function email(random: Random): string {
  const name = pick(random, NAMES);
  const local = pick(random, [
    name,
    name.split('').join(' '),
    `${pick(random, NAMES)} dot ${name}`,
    `${name} underscore ${pick(random, UNITS)} ${pick(random, UNITS)}`,
    `${name[0]} dot ${name}`,
    `${name} ${pick(random, TENS.slice(2))} ${pick(random, UNITS.slice(1))}`,
  ]);
  const at = random() < 0.1 ? 'um at' : 'at';
  return `${local} ${at} ${pick(random, HOSTS)} dot ${pick(random, ['com', 'com', 'co dot uk', 'org', 'net'])}`;
}

function date(random: Random): string {
  const day = 1 + Math.floor(random() * 28);
  const ordinal = day <= 20 ? ORDINALS[day - 1] : `twenty ${ORDINALS[day - 21]}`;
  const month = MONTHS[Math.floor(random() * 12)] ?? '';
  const [decade, unit] = [3 + Math.floor(random() * 7), Math.floor(random() * 10)];
  const short = [TENS[decade], unit === 0 ? '' : UNITS[unit]].filter(Boolean).join(' ');
  const year = random() < 0.7 ? `nineteen ${short}` : short;
  const hesitation = random() < 0.15 ? ' um' : '';
  return pick(random, [
    `${ordinal} of ${month}${hesitation} ${year}`,
    `${month} ${ordinal}${hesitation} ${year}`,
    `${ordinal} ${month} ${year}`,
    `${two(day)} ${two(MONTHS.indexOf(month) + 1)}${hesitation} ${short}`,
  ]);
}

/** 4 as "oh four", 21 as "twenty one". */
function two(value: number): string {
  if (value < 10) return `oh ${UNITS[value]}`;
  if (value < 20) return TEENS[value - 10] ?? '';
  return [TENS[Math.floor(value / 10)], value % 10 === 0 ? '' : UNITS[value % 10]].filter(Boolean).join(' ');
}
