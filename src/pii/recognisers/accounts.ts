import { remainder97 } from '../checksums.ts';
import type { NumberRule } from './number-rule.ts';

/** Length of an IBAN by country: the SWIFT registry, release 97. */
const IBAN_LENGTHS = new Map(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 ' +
    'FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 ' +
    'LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 ' +
    'SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** Accounts and the references that a company's own systems give out. */
export const accountRules: readonly NumberRule[] = [
  {
    id: 'account',
    type: 'ACCOUNT_NUMBER',
    cues: [
      'account number',
      'account no',
      'account num',
      'account is',
      'acct number',
      'checking account',
      'savings account',
      'bank account',
    ],
    weakCues: ['account', 'acc', 'acct', 'ac'],
    statedLength: 4,
    shape: 'letters-and-digits',
    example: {
      written: 'account number 31926819',
      spoken: 'account number three one nine two six eight one nine',
    },
  },
  {
    id: 'sort-code',
    type: 'SORT_CODE',
    region: 'UK',
    cues: ['sort code'],
    statedLength: 4,
    shape: 'digits',
    example: { written: 'sort code 20-00-00', spoken: 'sort code twenty, double oh, double oh' },
  },
  {
    id: 'iban',
    type: 'IBAN',
    cues: ['iban', 'i b a n', 'international bank account'],
    statedLength: 5,
    shape: 'letters-and-digits',
    form: { pattern: /^[A-Z]{2}\d{2}[A-Z\d]{11,30}$/, lengths: [15, 34], isValid: passesIban, score: 0.99 },
    example: {
      written: 'GB82 WEST 1234 5698 7654 32',
      spoken:
        'g b eight two, w e s t, one two three four, five six nine eight, seven six five four, three two',
    },
    validator: 'length of the country, MOD 97-10',
  },
  {
    id: 'bic',
    type: 'BIC',
    cues: ['bic', 'b i c', 'swift', 'swift code', 'bic code'],
    statedLength: 8,
    shape: 'letters-and-digits',
    example: { written: 'DEUTDEFF500', spoken: 'd e u t d e f f five double oh' },
  },
  {
    id: 'policy',
    type: 'POLICY_NUMBER',
    cues: [
      'policy number',
      'policy no',
      'policy num',
      'policy is',
      'my policy',
      'insurance number',
      'policy id',
    ],
    weakCues: ['policy'],
    statedLength: 4,
    shape: 'letters-and-digits',
    example: {
      written: 'policy number KLM 204918',
      spoken: 'policy number k l m two oh four nine one eight',
    },
  },
  {
    id: 'reference',
    type: 'REFERENCE',
    cues: [
      'customer number',
      'customer reference',
      'customer id',
      'claim number',
      'claim no',
      'claim id',
      'reference number',
      'reference code',
      'reference is',
      'booking number',
      'booking reference',
      'booking code',
      'confirmation number',
      'confirmation code',
      'confirmation no',
      'order number',
      'ticket number',
      'case number',
      'membership number',
      'member number',
      'member id',
      'patient number',
      'medical record number',
      'student id',
      'employee id',
      'employee number',
      'tracking number',
      'serial number',
      'invoice number',
    ],
    weakCues: ['reference', 'ref', 'booking', 'confirmation', 'claim', 'ticket', 'order', 'pnr'],
    statedLength: 4,
    shape: 'letters-and-digits',
    example: { written: 'booking reference G65D43', spoken: 'booking reference g six five d four three' },
  },
];

function passesIban(value: string): boolean {
  if (IBAN_LENGTHS.get(value.slice(0, 2)) !== value.length) return false;
  return remainder97(value.slice(4) + value.slice(0, 4)) === 1;
}
