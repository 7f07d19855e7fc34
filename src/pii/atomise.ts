import type { Atom } from './atom.ts';
import { composeNumbers } from './numbers.ts';
import type { StreamWord } from './stream.ts';
import { tokenise } from './tokens.ts';

/** Breaks a stream's words into atoms; linear in the number of characters. */
export function atomise(words: readonly StreamWord[]): Atom[] {
  const raw: Atom[] = [];
  for (let place = 0; place < words.length; place += 1) {
    const word = words[place];
    if (word !== undefined) tokenise(word.text, place, raw);
  }
  return composeNumbers(raw);
}
