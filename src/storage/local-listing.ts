import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '../errors/coerce.ts';

/** Names of uploads in progress; never listed. */
export const UPLOAD_PREFIX = '.callmill-upload-';

/** Keys of regular files below `root` that begin with `prefix`, sorted within each folder, at most `limit`. */
export async function listKeys(
  root: string,
  prefix: string,
  limit: number,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const keys: string[] = [];
  await walk('', keys);
  return keys;

  async function walk(folder: string, found: string[]): Promise<void> {
    for (const entry of await entriesOf(join(root, folder))) {
      signal?.throwIfAborted();
      if (found.length >= limit) return;
      const key = folder + entry.name;
      if (entry.isDirectory && couldHold(`${key}/`, prefix)) await walk(`${key}/`, found);
      else if (entry.isFile && key.startsWith(prefix)) found.push(key);
    }
  }
}

/** Whether a folder can contain keys with the prefix: one is the beginning of the other. */
function couldHold(folder: string, prefix: string): boolean {
  return folder.startsWith(prefix) || prefix.startsWith(folder);
}

interface Entry {
  readonly name: string;
  readonly isFile: boolean;
  readonly isDirectory: boolean;
}

async function entriesOf(folder: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  try {
    for await (const entry of await opendir(folder)) {
      if (entry.name.startsWith(UPLOAD_PREFIX)) continue;
      entries.push({ name: entry.name, isFile: entry.isFile(), isDirectory: entry.isDirectory() });
    }
  } catch (error) {
    // A folder that goes away while it is listed simply has no entries.
    if (systemCode(error) !== 'ENOENT') throw error;
  }
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}
