import { join } from 'node:path';
import { z } from 'zod';
import { CallmillError } from '../errors/error.ts';
import { readJsonFile, updateJsonFile } from './json-file.ts';

const pinsSchema = z.record(z.string(), z.string());

/**
 * The checksum a file without a published one must have: that of the first copy seen on this machine, kept in
 * `<cacheDir>/models.lock.json` under `<model>/<file>`.
 *
 * @param actual checksum of the copy at hand, pinned when there is no pin yet
 * @param onPinned told when this copy became the measure of all later ones
 * @returns the pinned checksum
 * @throws CallmillError config_invalid when the file of pins cannot be read
 */
export async function pinnedSha256(
  cacheDir: string,
  name: string,
  actual: string,
  onPinned?: (name: string) => void,
): Promise<string> {
  const path = join(cacheDir, 'models.lock.json');
  const known = (await readPins(path))[name];
  if (known !== undefined) return known;
  let pinned = actual;
  let mine = false;
  await updateJsonFile(path, (before) => {
    const pins = pinsSchema.safeParse(before).data ?? {};
    // Another process may have pinned it since.
    pinned = pins[name] ?? actual;
    mine = pins[name] === undefined;
    return { ...pins, [name]: pinned };
  });
  if (mine) onPinned?.(name);
  return pinned;
}

async function readPins(path: string): Promise<Readonly<Record<string, string>>> {
  try {
    return pinsSchema.parse((await readJsonFile(path)) ?? {});
  } catch (cause) {
    throw new CallmillError('config_invalid', `${path} cannot be read as a list of checksums`, {
      cause,
      remedy: 'Restore it, or delete it to pin the models at hand anew.',
    });
  }
}
