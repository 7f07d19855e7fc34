import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { LocatedModel } from './model.ts';

/** Lower-case hex SHA-256 of a file, read in pieces. */
export async function sha256OfFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(
    createReadStream(path, { highWaterMark: 1 << 20 }),
    hash,
    signal === undefined ? {} : { signal },
  );
  return hash.digest('hex');
}

/** What a model answers by: its files and the manifest's settings for it, a threshold or a lag, in whatever order. */
export function modelPrint({ sha256, settings }: Pick<LocatedModel, 'sha256' | 'settings'>): string {
  const sorted = Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([sha256, sorted]))
    .digest('hex');
}

/** One fingerprint for a model of several files: the SHA-256 over theirs, in manifest order. */
export function combinedSha256(hashes: readonly string[]): string {
  return createHash('sha256').update(hashes.join('\n')).digest('hex');
}
