import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from './lock.ts';

/** A folder of the cache that nobody needs any more. */
export interface Prunable {
  readonly id: string;
  readonly directory: string;
  readonly bytes: number;
}

/**
 * Pulled models under the cache that are not among `keep`, and what interrupted pulls left of them. The operator's own
 * directory (CALLMILL_MODELS_DIR) and generated models are never touched.
 */
export async function prunableModels(cacheDir: string, keep: ReadonlySet<string>): Promise<Prunable[]> {
  const root = join(cacheDir, 'models');
  const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
  const found: Prunable[] = [];
  for (const entry of entries) {
    // A link is somebody's arrangement, not ours.
    if (!entry.isDirectory() || keep.has(entry.name)) continue;
    const directory = join(root, entry.name);
    found.push({ id: entry.name, directory, bytes: await bytesUnder(directory) });
  }
  return found.toSorted((a, b) => b.bytes - a.bytes);
}

/** Removes one, waiting for a process that is pulling it just now. */
export async function pruneModel({ directory }: Prunable, signal: AbortSignal): Promise<void> {
  await withLock(`${directory}.lock`, () => rm(directory, { recursive: true, force: true }), signal);
}

async function bytesUnder(directory: string): Promise<number> {
  let sum = 0;
  for (const entry of await readdir(directory, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    sum += (await stat(join(entry.parentPath, entry.name)).catch(() => null))?.size ?? 0;
  }
  return sum;
}
