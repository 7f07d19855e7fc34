import { atomise } from '../atomise.ts';

/** One value, however it was said: "four double one" and "4-11" are 411, "O'Neill," is o'neill. */
export function spokenValue(words: readonly string[]): string {
  const atoms = atomise(words.map((text, word) => ({ text, segment: 0, word, atMs: 0, untilMs: 0 })));
  const digits = atoms.map((atom) => atom.digits).join('');
  const letters = atoms.filter(({ kind }) => kind === 'word').map(({ text }) => text);
  return letters.length === 0 && digits !== '' ? digits : [...letters, digits].filter(Boolean).join(' ');
}
