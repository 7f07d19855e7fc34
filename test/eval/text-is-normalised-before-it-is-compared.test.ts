import { describe, expect, it } from 'vitest';
import { normaliseCharacters, normaliseText } from '../../src/eval/normalise.ts';
import { countErrors } from '../../src/eval/word-errors.ts';

const CASES: readonly (readonly [written: string, compared: string])[] = [
  ['Printing, in the only sense', 'printing in the only sense'],
  ['ILL-DISPOSED', 'ill disposed'],
  ["don't  can’t 'tis the dogs'", "don't can't tis the dogs"],
  ['<sil> and [noise] so', 'and so'],
  ['uh I, um, hmm… mm-hmm erm think', 'i think'],
  ['umbrella hummus mmm', 'umbrella hummus'],
  ['Mr. and Mrs. Dr Ok', 'mister and missus doctor okay'],
  ['10 of clubs', 'ten of clubs'],
  [
    '21 115 4,200 999999',
    'twenty one one hundred fifteen four thousand two hundred nine hundred ninety nine thousand nine hundred ninety nine',
  ],
  ['1234567', 'one two three four five six seven'],
  ['007 0', 'zero zero seven zero'],
  ['1st 2nd 3rd 12th 20th 21st', 'first second third twelfth twentieth twenty first'],
  ['at 10:30', 'at ten thirty'],
  ['2.5 %', 'two point five percent'],
  ['$5 and £1,000', 'five dollars and one thousand pounds'],
  ['A&B', 'a and b'],
  ['3.', 'three'],
  ['naïve Über 電話', 'naïve über 電話'],
  ['ﬁne ①', 'fine one'],
  ['— … !', ''],
];

describe('text is normalised before it is compared', () => {
  it.each(CASES)('%j is compared as %j', (written, compared) => {
    expect(normaliseText(written).join(' ')).toBe(compared);
  });

  it('normalised text is its own normal form', () => {
    for (const [, compared] of CASES) expect(normaliseText(compared).join(' ')).toBe(compared);
  });

  it('spelling costs nothing, words do', () => {
    const spelt = countErrors('Mister Smith owes twenty-five dollars, okay?', 'mr smith owes $25 um ok');
    expect(spelt).toMatchObject({ words: 7, substitutions: 0, deletions: 0, insertions: 0 });
    expect(countErrors("I don't", 'I do not')).toMatchObject({ substitutions: 1, insertions: 1 });
  });

  it('characters are counted with single spaces between words', () => {
    expect(normaliseCharacters(' Ten  of clubs. ').join('')).toBe('ten of clubs');
    expect(countErrors('ten of clubs', 'tan of club')).toMatchObject({ characters: 12, characterErrors: 2 });
  });
});
