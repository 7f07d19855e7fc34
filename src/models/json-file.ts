import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemCode } from '../errors/coerce.ts';
import { withLock } from './lock.ts';

/** The parsed contents of a JSON file, or undefined when there is no such file. Throws when it is not JSON. */
export async function readJsonFile(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Reads, changes and writes a JSON file as one step, whatever other processes do to it: writers take turns,
 * readers see the old file or the new one.
 */
export async function updateJsonFile(path: string, change: (before: unknown) => unknown): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await withLock(`${path}.lock`, async () => {
    const after = change(await readJsonFile(path).catch(() => undefined));
    const scratch = `${path}.${randomUUID()}`;
    try {
      await writeFile(scratch, `${JSON.stringify(after, null, 2)}\n`);
      await rename(scratch, path);
    } finally {
      await rm(scratch, { force: true });
    }
  });
}
