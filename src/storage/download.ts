import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open as openFile, rename, rm } from 'node:fs/promises';
import { addAbortSignal, type Readable } from 'node:stream';
import { jitter, sleep } from '../clock/clock.ts';
import { coerceError } from '../errors/coerce.ts';
import { CallmillError } from '../errors/error.ts';
import type { Download, DownloadOptions } from './store.ts';

/** One opened response. */
export interface OpenedBody {
  readonly body: Readable;
  /** Where in the object the body begins; 0 when the source ignored or refused the wish to resume. */
  readonly offset: number;
  /** Size of the whole object, null when the source does not say. */
  readonly total: number | null;
  readonly contentType: string | null;
  readonly etag: string | null;
}

/**
 * Opens an object from `offset` on. `etag` is the version that the first bytes came from: when the object is another
 * one by now, the source answers from 0 with the new version.
 */
export type OpenBody = (offset: number, etag: string | null, signal?: AbortSignal) => Promise<OpenedBody>;

export interface Patience {
  /** How often a cut body is asked for again. */
  readonly resumptions: number;
  /** A body that brings no byte for so long counts as cut. */
  readonly stallMs: number;
}

export const DEFAULT_PATIENCE: Patience = { resumptions: 8, stallMs: 30_000 };

/** Thrown inside only: the body ended or stalled before its time. */
class BodyCut extends Error {}

/**
 * Streams an object to `path`, hashing on the way: the one download of all stores. Bytes go to `path.part`, which takes
 * the final name when complete and is removed otherwise. A cut or stalled body is resumed where it stopped.
 * Errors: what `open` throws, object_too_large, object_empty, object_truncated (still short after every resumption),
 * storage_full; the signal's reason when aborted.
 */
export async function downloadTo(
  open: OpenBody,
  path: string,
  options: DownloadOptions,
  patience: Patience = DEFAULT_PATIENCE,
): Promise<Download> {
  const part = `${path}.part`;
  try {
    const file = await openFile(part, 'w', 0o600);
    let done: Progress;
    try {
      done = await receive(open, file, options, patience);
    } finally {
      await file.close();
    }
    await rename(part, path);
    return {
      path,
      sizeBytes: done.received,
      sha256: done.hash.digest('hex'),
      contentType: done.contentType,
      etag: done.etag,
    };
  } catch (error) {
    await rm(part, { force: true });
    options.signal?.throwIfAborted();
    throw coerceError(error, 'fetch');
  }
}

interface Progress {
  hash: Hash;
  received: number;
  total: number | null;
  etag: string | null;
  contentType: string | null;
}

async function receive(
  open: OpenBody,
  file: FileHandle,
  options: DownloadOptions,
  patience: Patience,
): Promise<Progress> {
  const state: Progress = {
    hash: createHash('sha256'),
    received: 0,
    total: null,
    etag: null,
    contentType: null,
  };
  for (let attempt = 0; ; attempt++) {
    try {
      await readBody(await open(state.received, state.etag, options.signal), state, file, options, patience);
      return state;
    } catch (error) {
      options.signal?.throwIfAborted();
      if (!mayResume(error, state, attempt, patience)) throw giveUp(error);
      await sleep(jitter(Math.min(3_000, 100 * 2 ** attempt)), options.signal);
    }
  }
}

/** A cut body is worth asking again; so is a source that went away after it had begun to answer. */
function mayResume(error: unknown, state: Progress, attempt: number, patience: Patience): boolean {
  if (attempt >= patience.resumptions) return false;
  if (error instanceof BodyCut) return true;
  return state.received > 0 && error instanceof CallmillError && error.retry !== 'permanent' && isAway(error);
}

function isAway(error: CallmillError): boolean {
  return error.code === 'bucket_unreachable' || error.code === 'source_unreachable';
}

function giveUp(error: unknown): unknown {
  if (!(error instanceof BodyCut)) return error;
  return new CallmillError('object_truncated', 'The download ended before the object was complete', {
    cause: error,
  });
}

async function readBody(
  opened: OpenedBody,
  state: Progress,
  file: FileHandle,
  options: DownloadOptions,
  patience: Patience,
): Promise<void> {
  const { body } = opened;
  try {
    if (opened.offset !== 0 && opened.offset !== state.received) throw new BodyCut('another piece came');
    if (opened.offset !== state.received) await restart(state, file);
    Object.assign(state, { total: opened.total, etag: opened.etag, contentType: opened.contentType });
    if (opened.total === 0) throw emptyObject();
    refuseTooLarge(opened.total ?? 0, options);
    if (options.signal !== undefined) addAbortSignal(options.signal, body);
    await copyBody(body, state, file, options, patience.stallMs);
  } finally {
    body.destroy();
  }
  if (state.total !== null && state.received < state.total) throw new BodyCut('short body');
  if (state.received === 0) throw emptyObject();
}

/** The source answers from the beginning (changed object, or no ranges): what is on disk is void. */
async function restart(state: Progress, file: FileHandle): Promise<void> {
  await file.truncate(0);
  state.hash = createHash('sha256');
  state.received = 0;
}

async function copyBody(
  body: Readable,
  state: Progress,
  file: FileHandle,
  options: DownloadOptions,
  stallMs: number,
): Promise<void> {
  const stall = setTimeout(() => body.destroy(new BodyCut('stalled')), stallMs);
  const chunks: AsyncIterator<Buffer> = body[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await nextChunk(chunks);
      if (next === null) return;
      refuseTooLarge(state.received + next.length, options);
      await writeAll(file, next, state.received);
      state.hash.update(next);
      state.received += next.length;
      stall.refresh();
      options.onProgress?.(state.received, state.total);
    }
  } finally {
    clearTimeout(stall);
  }
}

/** Whatever breaks while reading is the source's fault and means a cut; errors of writing stay what they are. */
async function nextChunk(chunks: AsyncIterator<Buffer>): Promise<Buffer | null> {
  try {
    const { value, done } = await chunks.next();
    return done === true ? null : value;
  } catch (error) {
    throw new BodyCut('connection lost', { cause: error });
  }
}

async function writeAll(file: FileHandle, chunk: Buffer, position: number): Promise<void> {
  let written = 0;
  while (written < chunk.length) {
    const { bytesWritten } = await file.write(chunk, written, chunk.length - written, position + written);
    written += bytesWritten;
  }
}

function refuseTooLarge(bytes: number, options: DownloadOptions): void {
  if (bytes <= options.maxBytes) return;
  const limit = Math.floor(options.maxBytes / 1e6);
  throw new CallmillError('object_too_large', `The object is larger than the limit of ${limit} MB`);
}

function emptyObject(): CallmillError {
  return new CallmillError('object_empty', 'The object has no bytes');
}
