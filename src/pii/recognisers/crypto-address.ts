import { createHash } from 'node:crypto';

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/** Whether a word is an address of Bitcoin (base58 or bech32, check digits right) or of Ethereum. */
export function isWalletAddress(word: string): boolean {
  if (/^0x[0-9a-f]{40}$/i.test(word)) return true;
  if (/^[13][1-9A-HJ-NP-Za-km-z]{25,34}$/.test(word)) return passesBase58Check(word);
  return /^bc1[02-9ac-hj-np-z]{11,71}$/i.test(word) && passesBech32(word.toLowerCase());
}

/** Base58Check: the last four bytes are the start of a double SHA-256 over the others. */
function passesBase58Check(word: string): boolean {
  let value = 0n;
  for (const character of word) value = value * 58n + BigInt(BASE58.indexOf(character));
  const hex = value.toString(16).padStart(50, '0');
  if (hex.length !== 50) return false;
  const bytes = Buffer.from(hex, 'hex');
  const once = createHash('sha256').update(bytes.subarray(0, 21)).digest();
  const twice = createHash('sha256').update(once).digest();
  return twice.subarray(0, 4).equals(bytes.subarray(21));
}

/** BIP 173 and BIP 350 for the human-readable part "bc". */
function passesBech32(word: string): boolean {
  let check = 1;
  const add = (value: number): void => {
    const top = check >>> 25;
    check = ((check & 0x1ffffff) << 5) ^ value;
    GENERATOR.forEach((term, bit) => {
      if ((top >>> bit) & 1) check ^= term;
    });
  };
  for (const value of [3, 3, 0, 2, 3]) add(value);
  for (const character of word.slice(3)) add(BECH32.indexOf(character));
  return check === 1 || check === 0x2bc830a3;
}
