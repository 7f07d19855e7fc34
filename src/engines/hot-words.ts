import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a transducer's beam search is told to listen for: two files that are read while the recogniser is made. */
export interface HotWordFiles {
  /** One phrase a line, in the letters of the model's tokens. */
  readonly words: string;
  /** The model's tokens with scores, from which the runtime spells a phrase in tokens. */
  readonly pieces: string;
}

/**
 * Writes the files for `phrases`, makes a recogniser with them, and removes them whatever happens.
 *
 * @param make gets null when none of the phrases can be spelled in the model's tokens
 */
export async function withHotWords<T>(
  phrases: readonly string[],
  tokensPath: string,
  make: (files: HotWordFiles | null) => Promise<T>,
): Promise<T> {
  const tokens = tokensOf(await readFile(tokensPath, 'utf8'));
  const spelled = phrases.flatMap((phrase) => spelledFor(phrase, tokens) ?? []);
  if (spelled.length === 0) return await make(null);
  const directory = await mkdtemp(join(tmpdir(), 'callmill-hot-words-'));
  try {
    const files = { words: join(directory, 'words.txt'), pieces: join(directory, 'pieces.txt') };
    await writeFile(files.words, `${spelled.join('\n')}\n`, { mode: 0o600 });
    await writeFile(files.pieces, pieceScores(tokens), { mode: 0o600 });
    return await make(files);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/**
 * A phrase in the model's letters, null when one is missing: the runtime would leave the whole list out. Punctuation
 * goes, because the list's format gives `:`, `#` and `@` a meaning.
 */
export function spelledFor(phrase: string, tokens: readonly string[]): string | null {
  const letters = new Set(tokens.flatMap((token) => [...token]));
  const words = phrase.split(/[^\p{L}\p{M}']+/u).filter((word) => word !== '');
  const fitting = [words.join(' '), words.join(' ').toUpperCase(), words.join(' ').toLowerCase()];
  const known = (text: string): boolean => [...text].every((letter) => letter === ' ' || letters.has(letter));
  return words.length === 0 ? null : (fitting.find(known) ?? null);
}

/** The first column of a tokens file, in the order of the ids. */
function tokensOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.slice(0, line.lastIndexOf(' ')))
    .filter((token) => token !== '');
}

/**
 * Models come without the scores that spell a word in the pieces their training used. Pieces are numbered by frequency
 * and frequencies fall as one over the rank, so the logarithm of the rank stands in; the constant makes few long pieces
 * win over many short ones, as they do in training.
 */
function pieceScores(tokens: readonly string[]): string {
  return `${tokens.map((token, id) => `${token}\t${(-3 - Math.log(id + 1)).toFixed(4)}`).join('\n')}\n`;
}
