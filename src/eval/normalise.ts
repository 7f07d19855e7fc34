import { cardinal, digitByDigit } from './number-words.ts';

/**
 * Text → the words that word error is counted in, so that a model is not blamed for spelling. In this order:
 *
 * 1. compatibility forms (NFKC), lower case, typographic apostrophes made plain
 * 2. marks of what is not speech go: `<sil>`, `[noise]`
 * 3. numerals are spelled: up to six digits as a number (`20` → twenty), longer ones or with a leading zero digit by
 *    digit, ordinals (`1st`), decimals (`2.5` → two point five), clock times (`10:30`), `%`, `$`, `£`, `€`, `&`
 * 4. titles in full: `mr` → mister, `mrs` → missus, `dr` → doctor; `ok` → okay
 * 5. everything that is no letter, digit or inner apostrophe separates words, hyphens too (`ill-disposed` is two)
 * 6. sounds of hesitation go: `uh`, `um`, `hmm`, `mhm` …
 *
 * Contractions (`don't`), British or American spelling, and how a year is read are left as they are: a difference
 * there counts as an error.
 */
export function normaliseText(text: string): string[] {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\u2018\u2019\u02BC`´]/g, "'")
    .replaceAll(/<[^<>]*>|\[[^[\]]*\]/g, ' ')
    .replaceAll(
      /([$£€])\s?(\d[\d,.]*\d|\d)/g,
      (_, sign: string, amount: string) => `${amount} ${SIGNS[sign]}`,
    )
    .replaceAll(NUMERAL, (numeral) => ` ${spellNumeral(numeral)} `)
    .replaceAll('%', ' percent ')
    .replaceAll('&', ' and ')
    .split(/[^\p{L}\p{M}\p{N}']+/u)
    .map((word) => word.replaceAll(/^'+|'+$/g, ''))
    .filter((word) => word !== '' && !HESITATION.test(word))
    .map((word) => SPELLINGS[word] ?? word);
}

/** The characters that character error is counted in: the words of {@link normaliseText}, one space between. */
export function normaliseCharacters(text: string): string[] {
  return [...normaliseText(text).join(' ')];
}

const SIGNS: Readonly<Record<string, string>> = { $: 'dollars', '£': 'pounds', '€': 'euros' };
const SPELLINGS: Readonly<Record<string, string>> = {
  mr: 'mister',
  mrs: 'missus',
  dr: 'doctor',
  ok: 'okay',
};
const HESITATION = /^(?:u+h+|u+m+|e+r+m+|h+m+|m+h+m+|m{2,})$/;

/** 1,234.5 · 10:30 · 1st · 0044 */
const NUMERAL = /\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?::\d{2})+|\d+(?:\.\d+)?(?:st|nd|rd|th)?\b|\d+/g;
const MOST_DIGITS = 6;

function spellNumeral(numeral: string): string {
  const plain = numeral.replaceAll(',', '');
  if (plain.includes(':')) return plain.split(':').map(spellWhole).join(' ');
  const ordinal = /^(\d+)(?:st|nd|rd|th)$/.exec(plain)?.[1];
  if (ordinal !== undefined) return ordinalOf(spellWhole(ordinal));
  const [whole = '', fraction] = plain.split('.');
  return fraction === undefined ? spellWhole(whole) : `${spellWhole(whole)} point ${digitByDigit(fraction)}`;
}

function spellWhole(digits: string): string {
  const asNumber = digits.length <= MOST_DIGITS && (digits === '0' || !digits.startsWith('0'));
  return asNumber ? cardinal(Number(digits)) : digitByDigit(digits);
}

const ORDINALS: Readonly<Record<string, string>> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
};

function ordinalOf(words: string): string {
  return words.replace(/\w+$/, (last) => ORDINALS[last] ?? `${last.replace(/y$/, 'ie')}th`);
}
