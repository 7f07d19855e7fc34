import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { HeardCall } from '../pipeline/result.ts';

/** Raise it whenever {@link HeardCall} changes: a payload of another version is not read. */
export const CHECKPOINT_FORMAT = 4;

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** Far above a day of speech: a payload that swells beyond it is not ours. */
const MAX_BYTES = 256 * 1024 * 1024;

/**
 * A heard call as compressed JSON. gzip in Node's thread pool: the 40,000 words of a four-hour call are 3.7 MB and
 * become 0.75 MB in 62 ms there; zstd is faster (18 ms, 0.87 MB) but Node has it from 22.15 on only.
 */
export function packCheckpoint(heard: HeardCall): Promise<Buffer> {
  return compress(JSON.stringify(heard));
}

/** The reverse; null when the bytes are not a payload. */
export async function unpackCheckpoint(payload: Buffer): Promise<HeardCall | null> {
  try {
    const text = await decompress(payload, { maxOutputLength: MAX_BYTES });
    return JSON.parse(text.toString('utf8')) as HeardCall;
  } catch {
    return null;
  }
}
