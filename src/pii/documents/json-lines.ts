import { createReadStream } from 'node:fs';
import { CallmillError } from '../../errors/error.ts';

/** One line of a file, numbered from 1. */
export interface NumberedLine {
  readonly number: number;
  readonly text: string;
}

/**
 * The lines of a file (or of standard input for `-`) that are not blank, one at a time. Only line feeds end a line:
 * Node's readline also cuts at U+2028, which JSON allows inside a string.
 * @throws CallmillError not_found when the file cannot be read
 */
export async function* jsonLines(path: string): AsyncGenerator<NumberedLine> {
  const stream = path === '-' ? process.stdin.setEncoding('utf8') : createReadStream(path, 'utf8');
  let rest = '';
  let number = 0;
  try {
    for await (const chunk of stream) {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      for (const text of lines) {
        number += 1;
        if (text.trim() !== '') yield { number, text };
      }
    }
  } catch (cause) {
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
    throw new CallmillError('usage', `The input ${path} cannot be read`, { cause });
  }
  if (rest.trim() !== '') yield { number: number + 1, text: rest };
}
