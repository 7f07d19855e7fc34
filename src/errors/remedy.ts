import { ERROR_CODES } from './codes.ts';

/** What to do about a code found on a row, which an older or newer version may have written. */
export function remedyOf(code: string | null): string {
  const known = Object.entries(ERROR_CODES).find(([name]) => name === code);
  return known?.[1].remedy ?? 'See "callmill show ID" of one of them.';
}
