import { digitAt, passesLuhn, weightedSum } from '../checksums.ts';
import type { NumberRule } from './number-rule.ts';

/** Numbers given out in the United States. */
export const usRules: readonly NumberRule[] = [
  {
    id: 'us-ssn',
    type: 'US_SSN',
    region: 'US',
    cues: [
      'ssn',
      's s n',
      'social security',
      'social security number',
      'your social',
      'my social',
      'social is',
      'full social',
    ],
    statedLength: 4,
    shape: 'digits',
    form: {
      pattern: /^(?!000|666|9)\d{3}(?!00)\d\d(?!0000)\d{4}$/,
      lengths: [9, 9],
      isValid: (digits) => !/^(\d)\1*$/.test(digits) && !PUBLISHED_SSNS.has(digits),
      groups: ['3-2-4', '3-6', '5-4'],
      score: 0.85,
    },
    example: { written: '219-45-0098', spoken: 'two one nine, forty five, double oh nine eight' },
    validator: 'ranges that are given out',
  },
  {
    id: 'us-itin',
    type: 'US_ITIN',
    region: 'US',
    cues: ['itin', 'i t i n', 'individual taxpayer', 'taxpayer identification', 'taxpayer id'],
    statedLength: 4,
    shape: 'digits',
    form: {
      pattern: /^9\d\d(?:5\d|6[0-5]|7\d|8[0-8]|9[0-2]|9[4-9])\d{4}$/,
      lengths: [9, 9],
      groups: ['3-2-4', '3-6', '5-4'],
      score: 0.85,
    },
    example: { written: '911-70-1234', spoken: 'nine double one, seventy, one two three four' },
    validator: 'ranges that are given out',
  },
  {
    id: 'us-npi',
    type: 'US_NPI',
    region: 'US',
    cues: ['npi', 'n p i', 'national provider', 'provider identifier', 'provider number'],
    statedLength: 4,
    shape: 'digits',
    form: {
      pattern: /^[12]\d{9}$/,
      lengths: [10, 10],
      isValid: (digits) => !/^(\d)\1{8}/.test(digits) && passesLuhn(`80840${digits}`),
      score: 0.6,
    },
    example: { written: '1234567893', spoken: 'one two three four five six seven eight nine three' },
    validator: 'Luhn check digit over 80840 and the number',
  },
  {
    id: 'us-mbi',
    type: 'US_MBI',
    region: 'US',
    cues: ['mbi', 'm b i', 'medicare number', 'medicare id', 'medicare beneficiary'],
    statedLength: 4,
    shape: 'letters-and-digits',
    form: {
      pattern:
        /^[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d[AC-HJKMNP-RT-Y]{2}\d\d$/,
      lengths: [11, 11],
      score: 0.9,
    },
    example: { written: '1EG4-TE5-MK73', spoken: 'one e g four, t e five, m k seven three' },
    validator: 'letters and digits at their places',
  },
  {
    id: 'us-dea',
    type: 'US_DEA',
    region: 'US',
    cues: ['dea number', 'd e a number', 'dea registration', 'medical licence', 'medical license'],
    statedLength: 5,
    shape: 'letters-and-digits',
    form: { pattern: /^[ABCDEFGHJKLMPRSTUX][A-Z9]\d{7}$/, lengths: [9, 9], isValid: passesDea, score: 0.85 },
    example: { written: 'BB1388568', spoken: 'b b one three double eight five six eight' },
    validator: 'check digit of the DEA',
  },
  {
    id: 'us-aba',
    type: 'US_ABA',
    region: 'US',
    cues: [
      'routing number',
      'aba number',
      'a b a number',
      'routing transit',
      'transit number',
      'bank routing',
    ],
    statedLength: 4,
    shape: 'digits',
    form: {
      pattern: /^(?:0\d|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)\d{7}$/,
      lengths: [9, 9],
      isValid: (digits) =>
        digits !== '000000000' && weightedSum(digits, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0,
      score: 0.6,
    },
    example: { written: '0711-0130-7', spoken: 'oh seven double one oh one three oh seven' },
    validator: 'weights 3, 7, 1',
  },
];

/** Printed in advertisements, and void since. */
const PUBLISHED_SSNS: ReadonlySet<string> = new Set(['078051120', '123456789', '219099999']);

function passesDea(value: string): boolean {
  const digits = value.slice(2);
  return weightedSum(digits, [1, 2, 1, 2, 1, 2]) % 10 === digitAt(digits, 6);
}
