import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { systemCode } from '../errors/coerce.ts';
import { sha256OfFile } from './hash.ts';
import { readJsonFile, updateJsonFile } from './json-file.ts';

const verifiedSchema = z.record(
  z.string(),
  z.object({ bytes: z.number(), mtimeMs: z.number(), inode: z.number(), sha256: z.string() }),
);
type Verified = z.output<typeof verifiedSchema>;

const READ_ONLY = new Set(['EROFS', 'EACCES', 'EPERM', 'ENOSPC']);

/**
 * The SHA-256 of a file, remembered in `<cacheDir>/verified.json` for as long as the file's path, size, modification
 * time and inode stay the same, so that only the first start reads gigabytes.
 *
 * @param again true to read the file even when its checksum is remembered
 */
export async function rememberedSha256(cacheDir: string, path: string, again = false): Promise<string> {
  const memory = join(cacheDir, 'verified.json');
  const { size: bytes, mtimeMs, ino: inode } = await stat(path);
  const known = parse(await readJsonFile(memory).catch(() => undefined))[path];
  const unchanged = known?.bytes === bytes && known.mtimeMs === mtimeMs && known.inode === inode;
  if (known !== undefined && unchanged && !again) return known.sha256;

  const sha256 = await sha256OfFile(path);
  // A file written to while it was read must not be remembered under its old facts: those were taken before.
  await remember(memory, (before) => ({ ...parse(before), [path]: { bytes, mtimeMs, inode, sha256 } }));
  return sha256;
}

/** A cache that cannot be written costs time at the next start, nothing else. */
async function remember(memory: string, change: (before: unknown) => Verified): Promise<void> {
  try {
    await updateJsonFile(memory, change);
  } catch (error) {
    if (!READ_ONLY.has(systemCode(error) ?? '')) throw error;
  }
}

function parse(json: unknown): Verified {
  const parsed = verifiedSchema.safeParse(json);
  return parsed.success ? parsed.data : {};
}
