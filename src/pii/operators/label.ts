import type { Operand } from './operator.ts';

/** `[CARD_NUMBER]`: says what stood there, nothing more. */
export function label({ type }: Operand): string {
  return `[${type}]`;
}
