import { CallmillError } from '../errors/error.ts';

/** S3's own limit on a key, in UTF-8 bytes. */
const MAX_KEY_BYTES = 1024;
/** Longest file name most filesystems take; a key must also fit a local directory. */
const MAX_SEGMENT_BYTES = 255;

const REMEDY = 'Use a relative key such as call-recordings/2025/01/31/name.wav, without "..".';

/**
 * Checks that a key means the same in a bucket and in a directory and cannot leave either: not empty, not absolute,
 * no empty, `.` or `..` segment, no control character, at most 1024 bytes (255 per segment).
 * The key is not quoted in the error: customers put phone numbers in file names.
 * Errors: invalid_row.
 */
export function assertKey(key: string): void {
  const problem = keyProblem(key);
  if (problem !== null) {
    throw new CallmillError('invalid_row', `The storage key ${problem}`, { stage: 'fetch', remedy: REMEDY });
  }
}

/** As {@link assertKey}, for the beginning of a key: may be empty and may end in `/`. */
export function assertPrefix(prefix: string): void {
  const body = prefix.endsWith('/') ? prefix.slice(0, -1) : prefix;
  if (body !== '') assertKey(body);
}

function keyProblem(key: string): string | null {
  if (key === '') return 'is empty';
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) return `is longer than ${MAX_KEY_BYTES} bytes`;
  if (hasControlCharacter(key)) return 'contains a control character';
  if (key.startsWith('/')) return 'is an absolute path';
  for (const segment of key.split('/')) {
    if (segment === '') return 'has an empty segment';
    if (segment === '.' || segment === '..') return 'has a "." or ".." segment';
    if (Buffer.byteLength(segment) > MAX_SEGMENT_BYTES) {
      return `has a segment longer than ${MAX_SEGMENT_BYTES} bytes`;
    }
  }
  return null;
}

function hasControlCharacter(text: string): boolean {
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x20 || point === 0x7f) return true;
  }
  return false;
}
