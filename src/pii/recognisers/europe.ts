import { digitAt, passesMod11_10, weightedSum } from '../checksums.ts';
import type { NumberRule } from './number-rule.ts';

const NIF_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';

/** Personal numbers given out in the European Union. */
export const europeanRules: readonly NumberRule[] = [
  {
    id: 'es-nif',
    type: 'ES_NIF',
    region: 'EU',
    cues: ['nif', 'n i f', 'dni', 'd n i'],
    statedLength: 4,
    shape: 'letters-and-digits',
    form: { pattern: /^\d{7,8}[A-Z]$/, lengths: [8, 9], isValid: passesNif, score: 0.85 },
    example: { written: '12345678Z', spoken: 'one two three four five six seven eight z' },
    validator: 'modulus 23',
  },
  {
    id: 'es-nie',
    type: 'ES_NIE',
    region: 'EU',
    cues: ['nie', 'n i e'],
    statedLength: 4,
    shape: 'letters-and-digits',
    form: {
      pattern: /^[XYZ]\d{7}[A-Z]$/,
      lengths: [9, 9],
      isValid: (value) => passesNif(`${'XYZ'.indexOf(value.charAt(0))}${value.slice(1)}`),
      score: 0.9,
    },
    example: { written: 'X1234567L', spoken: 'x one two three four five six seven l' },
    validator: 'modulus 23',
  },
  {
    id: 'de-tax-id',
    type: 'DE_TAX_ID',
    region: 'EU',
    cues: ['steuer id', 'steueridentifikationsnummer', 'steuernummer', 'german tax', 'tax id'],
    statedLength: 4,
    shape: 'digits',
    form: { pattern: /^[1-9]\d{10}$/, lengths: [11, 11], isValid: passesSteuerId, score: 0.65 },
    example: { written: '86 095 742 719', spoken: 'eight six oh nine five seven four two seven one nine' },
    validator: 'ISO/IEC 7064 MOD 11,10; one digit twice or three times',
  },
  {
    id: 'pl-pesel',
    type: 'PL_PESEL',
    region: 'EU',
    cues: ['pesel'],
    statedLength: 4,
    shape: 'digits',
    form: { pattern: /^\d{2}[0-389]\d[0-3]\d{6}$/, lengths: [11, 11], isValid: passesPesel, score: 0.66 },
    example: { written: '44051401458', spoken: 'four four oh five one four oh one four five eight' },
    validator: 'weights 1, 3, 7, 9 and a date',
  },
  {
    id: 'fr-nir',
    type: 'FR_NIR',
    region: 'EU',
    cues: ['nir', 'numéro de sécurité sociale', 'securite sociale', 'french social security'],
    statedLength: 4,
    shape: 'letters-and-digits',
    form: {
      pattern: /^[1278]\d\d(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d\d|2A|2B)\d{8}$/,
      lengths: [15, 15],
      isValid: passesNir,
      score: 0.9,
    },
    example: {
      written: '2 55 08 14 168 025 38',
      spoken: 'two, fifty five, oh eight, fourteen, one six eight, oh two five, thirty eight',
    },
    validator: 'modulus 97',
  },
  {
    id: 'it-fiscal-code',
    type: 'IT_FISCAL_CODE',
    region: 'EU',
    cues: ['codice fiscale', 'fiscal code'],
    statedLength: 5,
    shape: 'letters-and-digits',
    form: {
      pattern: /^[A-Z]{6}[\dLMNP-V]{2}[ABCDEHLMPRST][\dLMNP-V]{2}[A-Z][\dLMNP-V]{3}[A-Z]$/,
      lengths: [16, 16],
      isValid: passesFiscalCode,
      score: 0.95,
    },
    example: {
      written: 'RSSMRA85T10A562S',
      spoken: 'r s s m r a eight five t ten a five six two s',
    },
    validator: 'check character of the Decreto 23.12.1976',
  },
  {
    id: 'nl-bsn',
    type: 'NL_BSN',
    region: 'EU',
    cues: ['bsn', 'b s n', 'burgerservicenummer', 'citizen service number'],
    statedLength: 4,
    shape: 'digits',
    form: {
      pattern: /^\d{9}$/,
      lengths: [9, 9],
      isValid: (digits) =>
        digits !== '000000000' && weightedSum(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0,
      score: 0.52,
    },
    example: { written: '111222333', spoken: 'triple one triple two triple three' },
    validator: 'eleven test',
  },
];

function passesNif(value: string): boolean {
  const number = Number(value.slice(0, -1));
  return NIF_LETTERS.charAt(number % 23) === value.at(-1);
}

function passesSteuerId(digits: string): boolean {
  const counts = new Map<string, number>();
  for (const digit of digits.slice(0, 10)) counts.set(digit, (counts.get(digit) ?? 0) + 1);
  const repeated = [...counts.values()].filter((count) => count > 1);
  return repeated.length === 1 && (repeated[0] ?? 0) <= 3 && passesMod11_10(digits);
}

function passesPesel(digits: string): boolean {
  const day = Number(digits.slice(4, 6));
  const month = Number(digits.slice(2, 4)) % 20;
  const sum = weightedSum(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]);
  return day >= 1 && day <= 31 && month >= 1 && month <= 12 && (10 - (sum % 10)) % 10 === digitAt(digits, 10);
}

function passesNir(value: string): boolean {
  const digits = value.replace('2A', '19').replace('2B', '18');
  return 97 - (Number(digits.slice(0, 13)) % 97) === Number(digits.slice(13));
}

const ODD_VALUES = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
];

function passesFiscalCode(value: string): boolean {
  let sum = 0;
  for (let place = 0; place < 15; place += 1) {
    const code = value.charCodeAt(place);
    const index = code < 65 ? code - 48 : code - 65;
    sum += place % 2 === 0 ? (ODD_VALUES[index] ?? 0) : index;
  }
  return String.fromCharCode(65 + (sum % 26)) === value.at(-1);
}
