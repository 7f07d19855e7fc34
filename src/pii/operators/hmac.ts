import { createHmac } from 'node:crypto';
import { CallmillError } from '../../errors/error.ts';
import type { Operand } from './operator.ts';

const SHORTEST_KEY = 16;
/** Sixteen letters of sixteen are 64 bits. */
const LETTERS = 16;

/**
 * `[PHONE_NUMBER:cnpfdkbaolmeighj]`: the same value of a tenant always has the same name, which nobody without the key
 * can check a guess against. Letters alone, so that it cannot pass for a number.
 * @throws CallmillError policy_invalid without a key of 16 bytes
 */
export function hmac({ type, value }: Operand, key: Uint8Array | undefined): string {
  if (key === undefined || key.length < SHORTEST_KEY) {
    throw new CallmillError('policy_invalid', 'The operator hmac needs a key of at least 16 bytes');
  }
  const digest = createHmac('sha256', key).update(`${type}\0${value}`).digest('hex').slice(0, LETTERS);
  return `[${type}:${digest.replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)))}]`;
}
