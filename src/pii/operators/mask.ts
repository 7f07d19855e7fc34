import type { Operand } from './operator.ts';

/**
 * `[CARD_NUMBER:*4242]`: the last digits of a number, at most four; nothing of a value that is not all digits, and
 * nothing of a number so short that the rest could be guessed.
 */
export function mask({ type, value }: Operand, keepLast: number): string {
  const isLong = /^\d+$/.test(value) && value.length >= keepLast * 2;
  return `[${type}:*${isLong && keepLast > 0 ? value.slice(-keepLast) : ''}]`;
}
