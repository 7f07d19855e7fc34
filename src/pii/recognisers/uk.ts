import { digitAt, weightedSum } from '../checksums.ts';
import type { NumberRule } from './number-rule.ts';

const POSTCODE_AREAS = new Set(
  (
    'AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX ' +
    'FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG ' +
    'NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS ' +
    'TW UB W WA WC WD WF WN WR WS WV YO ZE GIR'
  ).split(' '),
);

/** Numbers given out in the United Kingdom; the sources are the registers' own specifications. */
export const ukRules: readonly NumberRule[] = [
  {
    id: 'uk-nhs',
    type: 'UK_NHS',
    region: 'UK',
    cues: ['nhs number', 'nhs no', 'nhs is', 'health service number'],
    statedLength: 4,
    shape: 'digits',
    form: { pattern: /^\d{10}$/, lengths: [10, 10], isValid: passesNhs, score: 0.65 },
    example: { written: '943 476 5919', spoken: 'nine four three, four seven six, five nine one nine' },
    validator: 'modulus 11',
  },
  {
    id: 'uk-nino',
    type: 'UK_NINO',
    region: 'UK',
    cues: ['national insurance number', 'national insurance', 'ni number', 'nino', 'n i number'],
    statedLength: 4,
    shape: 'letters-and-digits',
    form: {
      pattern: /^[A-Z]{2}\d{6}[A-D]$/,
      lengths: [9, 9],
      isValid: (value) => /^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]/.test(value),
      score: 0.9,
    },
    example: { written: 'AB 12 34 56 C', spoken: 'a b, twelve, thirty four, fifty six, c for charlie' },
    validator: 'prefixes that are given out, suffix A to D',
  },
  {
    id: 'uk-utr',
    type: 'UK_UTR',
    region: 'UK',
    cues: ['utr', 'u t r', 'unique taxpayer reference', 'taxpayer reference', 'tax reference'],
    statedLength: 4,
    shape: 'digits',
    form: { pattern: /^\d{10}$/, lengths: [10, 10], isValid: passesUtr, score: 0.55 },
    example: { written: '51123 45678', spoken: 'five double one two three four five six seven eight' },
    validator: 'modulus 11, check digit first',
  },
  {
    id: 'uk-dvla',
    type: 'UK_DVLA',
    region: 'UK',
    cues: ['dvla'],
    statedLength: 5,
    shape: 'letters-and-digits',
    form: {
      pattern:
        /^(?:[A-Z]{5}|[A-Z]{4}9|[A-Z]{3}99|[A-Z]{2}999)\d(?:[05][1-9]|[16][0-2])(?:0[1-9]|[12]\d|3[01])\d[A-Z9]{2}[A-Z0-9][A-Z]{2}$/,
      lengths: [16, 16],
      score: 0.95,
    },
    example: {
      written: 'MORGA657054SM9IJ',
      spoken: 'm o r g a, six five seven oh five four, s m nine i j',
    },
    validator: 'date of birth inside the number',
  },
  {
    id: 'uk-postcode',
    type: 'POSTCODE',
    region: 'UK',
    cues: [],
    statedLength: 4,
    shape: 'letters-and-digits',
    form: {
      pattern: /^(?:[A-Z]{1,2}\d[A-Z\d]?|GIR0)\d?[ABD-HJLNP-UW-Z]{2}$/,
      lengths: [5, 7],
      isValid: isPostcode,
      score: 0.8,
    },
    example: { written: 'SW1A 1AA', spoken: 's w one a one double a' },
    validator: 'area that exists, letters that occur',
  },
  {
    id: 'uk-plate',
    type: 'LICENCE_PLATE',
    region: 'UK',
    cues: ['registration number', 'number plate', 'registration plate', 'reg number', 'vehicle registration'],
    statedLength: 4,
    shape: 'letters-and-digits',
    form: {
      pattern:
        /^(?:[A-HJ-PR-Y][A-HJ-PR-Y](?:0[2-9]|[12]\d|5[1-9]|[67]\d)[A-HJ-PR-Z]{3}|[A-HJ-NPR-TV-Y]\d{2,3}[A-HJ-PR-Y]{3}|[A-HJ-PR-Y]{3}\d{2,3}[A-HJ-NPR-TV-Y])$/,
      lengths: [5, 7],
      score: 0.6,
    },
    example: { written: 'AB51 ABC', spoken: 'a b five one, a b c' },
    validator: 'the forms of 1963, 1983 and 2001',
  },
];

function passesNhs(digits: string): boolean {
  if (/^(\d)\1*$/.test(digits)) return false;
  return (11 - (weightedSum(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === digitAt(digits, 9);
}

function passesUtr(digits: string): boolean {
  const rest = weightedSum(digits.slice(1), [6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11;
  return '21987654321'.charAt(rest) === digits.charAt(0);
}

function isPostcode(value: string): boolean {
  if (!/\d[A-Z]{2}$/.test(value)) return false;
  return POSTCODE_AREAS.has(/^[A-Z]+/.exec(value)?.[0] ?? '');
}
