import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256OfFile } from '../hash.ts';
import { withLock } from '../lock.ts';
import { manifestEntry } from '../manifest.ts';
import { GENERATORS } from './build.ts';

/**
 * Makes the generated models that are not there yet or belong to another version of callmill.
 * Deterministic, under 1 MB in all, safe when several processes do it at once.
 *
 * @returns the directory that holds one folder per generated model
 */
export async function ensureGeneratedModels(cacheDir: string): Promise<string> {
  const root = join(cacheDir, 'generated');
  await mkdir(root, { recursive: true });
  for (const id of Object.keys(GENERATORS)) {
    if (await isCurrent(join(root, id), id)) continue;
    // Whoever comes second must not step over what the first has just handed to a reader.
    await withLock(`${join(root, id)}.lock`, async () => {
      if (!(await isCurrent(join(root, id), id))) await generate(root, id);
    });
  }
  return root;
}

/** The manifest's checksums tell: an upgraded callmill brings other ones and so makes its models anew. */
async function isCurrent(directory: string, id: string): Promise<boolean> {
  for (const file of manifestEntry(id).files) {
    const hash = await sha256OfFile(join(directory, file.name)).catch(() => null);
    if (hash === null || hash !== file.sha256) return false;
  }
  return true;
}

/** Writes into a folder of its own and renames it into place, so that no reader ever sees half a model. */
async function generate(root: string, id: string): Promise<void> {
  const scratch = await mkdtemp(join(root, '.making-'));
  try {
    const fresh = join(scratch, 'new');
    await mkdir(fresh);
    for (const [name, make] of Object.entries(GENERATORS[id] ?? {})) {
      await writeFile(join(fresh, name), make());
    }
    const target = join(root, id);
    // A directory cannot be renamed over one that holds files: whatever is there steps aside first.
    await rename(target, join(scratch, 'old')).catch(() => undefined);
    await rename(fresh, target);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
