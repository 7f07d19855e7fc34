import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a transducer's beam search is told to listen for. */
export interface HotWords {
  /** One phrase a line, in the letters of the model's tokens. */
  readonly list: string;
  /** A file that exists while the recogniser is made: the model's tokens with scores, to spell phrases with. */
  readonly pieces: string;
}

/**
 * Makes a recogniser that listens for `phrases`; the file it needs is removed whatever happens. The phrases themselves,
 * which may be names, never touch the disk.
 *
 * @param make gets null when none of the phrases can be spelled in the model's tokens
 */
export async function withHotWords<T>(
  phrases: readonly string[],
  tokensPath: string,
  make: (hotWords: HotWords | null) => Promise<T>,
): Promise<T> {
  const tokens = tokensOf(await readFile(tokensPath, 'utf8'));
  const spelled = phrases.flatMap((phrase) => spelledFor(phrase, tokens) ?? []);
  if (spelled.length === 0) return await make(null);
  const directory = await mkdtemp(join(tmpdir(), 'callmill-hot-words-'));
  try {
    const pieces = join(directory, 'pieces.txt');
    await writeFile(pieces, pieceScores(tokens), { mode: 0o600 });
    return await make({ list: `${spelled.join('\n')}\n`, pieces });
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
