import { passesLuhn, weightedSum } from '../checksums.ts';
import type { NumberRule } from './number-rule.ts';

/** Passports, licences and numbered things. */
export const thingRules: readonly NumberRule[] = [
  {
    id: 'passport',
    type: 'PASSPORT',
    cues: ['passport number', 'passport no', 'passport is', 'passport'],
    statedLength: 6,
    shape: 'letters-and-digits',
    form: { pattern: /^(?:[A-Z]{2}\d{7}|[A-Z]\d{8}|[A-Z]{3}\d{6})$/, lengths: [9, 9], score: 0.52 },
    example: { written: 'passport 912803456', spoken: 'passport nine one two eight oh three four five six' },
  },
  {
    id: 'driver-licence',
    type: 'DRIVER_LICENCE',
    cues: [
      "driver's license",
      'drivers license',
      'driver license',
      "driver's licence",
      'drivers licence',
      'license number',
      'driving license',
      'driving licence',
      'driving licence number',
      'licence number',
      'licence no',
      'dl number',
    ],
    statedLength: 5,
    shape: 'letters-and-digits',
    example: { written: "driver's license H12234567", spoken: 'h one double two three four five six seven' },
  },
  {
    id: 'vin',
    type: 'VIN',
    cues: ['vin', 'v i n', 'vehicle identification', 'chassis number'],
    statedLength: 5,
    shape: 'letters-and-digits',
    form: {
      pattern: /^(?=.*[A-Z].*[A-Z])(?=.*\d)[A-HJ-NPR-Z\d]{17}$/,
      lengths: [17, 17],
      isValid: passesVin,
      score: 0.9,
    },
    example: {
      written: '1M8GDM9AXKP042788',
      spoken: 'one m eight g d m nine a x k p oh four two seven double eight',
    },
    validator: 'check digit in the ninth place (ISO 3779, North America)',
  },
  {
    id: 'imei',
    type: 'IMEI',
    cues: ['imei', 'i m e i', 'device serial'],
    statedLength: 5,
    shape: 'digits',
    form: { pattern: /^\d{15}$/, lengths: [15, 15], isValid: passesLuhn, score: 0.7 },
    example: {
      written: '490154203237518',
      spoken: 'four nine oh one five four two oh three two three seven five one eight',
    },
    validator: 'Luhn check digit',
  },
];

const LETTER_VALUES = '12345678.12345.7.923456789';

function passesVin(value: string): boolean {
  const digits = value.replace(/[A-Z]/g, (letter) => LETTER_VALUES.charAt(letter.charCodeAt(0) - 65));
  const rest = weightedSum(digits, [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]) % 11;
  return (rest === 10 ? 'X' : String(rest)) === value.charAt(8);
}
