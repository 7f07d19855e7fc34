import type { Operand } from './operator.ts';

const FIRST = 'alex blake casey drew ellis frankie gray harper indigo jordan kai logan morgan noel'.split(
  ' ',
);
const SECOND = 'ash birch cedar dale elm fern grove heath isle juniper knoll linden maple'.split(' ');

/**
 * `[PERSON:alex-ash]`: an invented value that reads like one and can be told from the others of the call. It stays in
 * brackets, so that nobody takes it for somebody's and a second redaction leaves it.
 * @param number of the value among those of its type, 1-based
 */
export function surrogate({ type }: Operand, number: number): string {
  const index = number - 1;
  const first = FIRST[index % FIRST.length];
  const second = SECOND[index % SECOND.length];
  const round = Math.floor(index / (FIRST.length * SECOND.length));
  return `[${type}:${first}-${second}${'-again'.repeat(round)}]`;
}
