/** Check digits of published numbering schemes. Each takes the characters without separators, letters in capitals. */

const VALUES = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** ISO/IEC 7812-1 annex B (Luhn): payment cards, IMEI, Canadian SIN. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - place) - 48;
    const doubled = place % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Digits times their weights, added up. */
export function weightedSum(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, place) => sum + weight * digitAt(digits, place), 0);
}

export function digitAt(digits: string, place: number): number {
  return digits.charCodeAt(place) - 48;
}

/** ISO/IEC 7064 MOD 97-10 with letters as 10…35: IBAN, after its first four characters went to the end. */
export function remainder97(characters: string): number {
  let remainder = 0;
  for (const character of characters) {
    const value = VALUES.indexOf(character);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder;
}

/** ISO/IEC 7064 MOD 11,10: German tax numbers. */
export function passesMod11_10(digits: string): boolean {
  let product = 10;
  for (let place = 0; place < digits.length - 1; place += 1) {
    const sum = (digitAt(digits, place) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === digitAt(digits, digits.length - 1);
}

const VERHOEFF_PERMUTATION = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

/** Verhoeff's dihedral check: Aadhaar. */
export function passesVerhoeff(digits: string): boolean {
  let check = 0;
  for (let place = 0; place < digits.length; place += 1) {
    let digit = digitAt(digits, digits.length - 1 - place);
    for (let times = place % 8; times > 0; times -= 1) digit = VERHOEFF_PERMUTATION[digit] ?? 0;
    check = dihedralProduct(check, digit);
  }
  return check === 0;
}

/** Product in the dihedral group of order ten: 0…4 turn, 5…9 turn and flip. */
function dihedralProduct(a: number, b: number): number {
  const turned = a < 5 ? (a % 5) + (b % 5) : (a % 5) - (b % 5);
  const flipped = a < 5 !== b < 5;
  return (((turned % 5) + 5) % 5) + (flipped ? 5 : 0);
}

/** Luhn over base 36 from the left, as the last character of an Indian GSTIN. */
export function passesLuhn36(characters: string): boolean {
  let sum = 0;
  for (let place = 0; place < characters.length - 1; place += 1) {
    const product = VALUES.indexOf(characters.charAt(place)) * (place % 2 === 0 ? 1 : 2);
    sum += Math.floor(product / 36) + (product % 36);
  }
  return VALUES.charAt((36 - (sum % 36)) % 36) === characters.at(-1);
}
