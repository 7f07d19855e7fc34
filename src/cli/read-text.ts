import { readFile } from 'node:fs/promises';
import { systemCode } from '../errors/coerce.ts';
import { CallmillError } from '../errors/error.ts';

/** A file named on the command line. @throws CallmillError usage when it cannot be read */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new CallmillError('usage', `${file} cannot be read (${systemCode(cause) ?? 'unexpected error'})`, {
      cause,
      remedy: 'Check the path.',
    });
  }
}
