import { passesLuhn } from '../checksums.ts';
import type { NumberRule } from './number-rule.ts';

const SHORTEST = 13;
const LONGEST = 19;
/** Issuer ranges of the card schemes: Amex, Diners, JCB, Visa, Mastercard, Maestro, Discover, UnionPay, UATP. */
const ISSUER = /^(?:1|3[0-9]|4|5[0-8]|2[2-7]|6)/;

/**
 * Payment cards, ISO/IEC 7812. A checksum makes the name sure; without it fifteen digits and more from an issuer's range are
 * still called a card, because callers slip and recognisers mishear.
 */
export const cardRule: NumberRule = {
  id: 'card',
  type: 'CARD_NUMBER',
  cues: [
    'card number',
    'card no',
    'card details',
    'long number',
    'number on the front',
    'number on the card',
    'number on your card',
    'sixteen digit',
    'sixteen digits',
    '16 digit',
    'credit card is',
    'debit card is',
  ],
  weakCues: [
    'card',
    'card is',
    'credit',
    'credit no',
    'credit card',
    'debit card',
    'visa',
    'mastercard',
    'amex',
  ],
  statedLength: 4,
  shape: 'digits',
  score: (digits) => {
    if (holdsValidCard(digits)) return 0.98;
    const looksIssued = digits.length >= 15 && ISSUER.test(digits);
    return looksIssued ? 0.6 : null;
  },
  example: {
    written: '4111 1111 1111 1111',
    spoken: 'four triple one, double one double one, eleven eleven, one one one one',
  },
  validator: 'issuer range and Luhn check digit; 15 digits and more from an issuer range without it',
};

/** Whether some 13…19 digits in a row, from an issuer's range, pass the checksum: expiry and CVV may follow them. */
function holdsValidCard(digits: string): boolean {
  for (let from = 0; from + SHORTEST <= digits.length; from += 1) {
    if (!ISSUER.test(digits.slice(from, from + 2))) continue;
    const longest = Math.min(LONGEST, digits.length - from);
    for (let length = SHORTEST; length <= longest; length += 1) {
      const plausible = length === digits.length || length === 15 || length === 16;
      if (plausible && passesLuhn(digits.slice(from, from + length))) return true;
    }
  }
  return false;
}
