import { digitAt, passesLuhn, passesLuhn36, passesVerhoeff, weightedSum } from '../checksums.ts';
import type { NumberRule } from './number-rule.ts';

/** Numbers given out in Australia, Canada and India. */
export const commonwealthRules: readonly NumberRule[] = [
  {
    id: 'au-tfn',
    type: 'AU_TFN',
    region: 'AU',
    cues: ['tfn', 't f n', 'tax file number', 'tax file'],
    statedLength: 4,
    shape: 'digits',
    form: {
      pattern: /^\d{9}$/,
      lengths: [9, 9],
      isValid: (digits) =>
        digits !== '000000000' && weightedSum(digits, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0,
      score: 0.58,
    },
    example: { written: '876 543 210', spoken: 'eight seven six, five four three, two one oh' },
    validator: 'modulus 11',
  },
  {
    id: 'au-medicare',
    type: 'AU_MEDICARE',
    region: 'AU',
    cues: ['medicare card', 'medicare card number'],
    statedLength: 4,
    shape: 'digits',
    form: { pattern: /^[2-6]\d{9,10}$/, lengths: [10, 11], isValid: passesMedicare, score: 0.62 },
    example: { written: '2123 45670 1', spoken: 'two one two three, four five six seven oh, one' },
    validator: 'weights 1, 3, 7, 9',
  },
  {
    id: 'au-abn',
    type: 'AU_ABN',
    region: 'AU',
    cues: ['abn', 'a b n', 'australian business number'],
    statedLength: 4,
    shape: 'digits',
    form: { pattern: /^[1-9]\d{10}$/, lengths: [11, 11], isValid: passesAbn, score: 0.64 },
    example: {
      written: '51 824 753 556',
      spoken: 'five one, eight two four, seven five three, double five six',
    },
    validator: 'modulus 89',
  },
  {
    id: 'ca-sin',
    type: 'CA_SIN',
    region: 'CA',
    cues: ['social insurance number', 'social insurance', 'sin number', 's i n'],
    statedLength: 4,
    shape: 'digits',
    form: {
      pattern: /^[1-79]\d{8}$/,
      lengths: [9, 9],
      isValid: (digits) => !/^(\d)\1*$/.test(digits) && passesLuhn(digits),
      groups: ['3-3-3'],
      score: 0.86,
    },
    example: { written: '130-692-544', spoken: 'one three oh, six nine two, five double four' },
    validator: 'Luhn check digit',
  },
  {
    id: 'in-aadhaar',
    type: 'IN_AADHAAR',
    region: 'IN',
    cues: ['aadhaar', 'aadhar', 'adhar card', 'uidai'],
    statedLength: 4,
    shape: 'digits',
    form: {
      pattern: /^[2-9]\d{11}$/,
      lengths: [12, 12],
      isValid: (digits) => digits !== [...digits].reverse().join('') && passesVerhoeff(digits),
      score: 0.75,
    },
    example: {
      written: '2345 6789 0124',
      spoken: 'two three four five, six seven eight nine, oh one two four',
    },
    validator: 'Verhoeff check digit',
  },
  {
    id: 'in-pan',
    type: 'IN_PAN',
    region: 'IN',
    cues: ['pan card', 'pan number', 'permanent account number'],
    statedLength: 5,
    shape: 'letters-and-digits',
    form: { pattern: /^[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]$/, lengths: [10, 10], score: 0.9 },
    example: { written: 'ABCPD1234E', spoken: 'a b c p d, one two three four, e for echo' },
    validator: 'kind of holder in the fourth place',
  },
  {
    id: 'in-gstin',
    type: 'IN_GSTIN',
    region: 'IN',
    cues: ['gstin', 'gst number', 'g s t number'],
    statedLength: 5,
    shape: 'letters-and-digits',
    form: {
      pattern: /^[0-3]\d[A-Z]{5}\d{4}[A-Z][1-9A-Z][A-Z][\dA-Z]$/,
      lengths: [15, 15],
      isValid: passesLuhn36,
      score: 0.95,
    },
    example: {
      written: '27AAPFU0939F1ZV',
      spoken: 'two seven, a a p f u, oh nine three nine, f one z v',
    },
    validator: 'Luhn check character in base 36',
  },
];

function passesMedicare(digits: string): boolean {
  return weightedSum(digits, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === digitAt(digits, 8);
}

function passesAbn(digits: string): boolean {
  const first = String(digitAt(digits, 0) - 1);
  return weightedSum(first + digits.slice(1), [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) % 89 === 0;
}
