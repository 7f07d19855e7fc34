import { rename, rm } from 'node:fs/promises';
import { jitter, sleep } from '../../clock/clock.ts';
import { coerceError } from '../../errors/coerce.ts';
import { CallmillError } from '../../errors/error.ts';
import type { ModelFile } from '../manifest.ts';
import { PartFile } from './part-file.ts';
import type { ModelSource } from './source.ts';

export interface DownloadOptions {
  readonly signal: AbortSignal;
  readonly onBytes: (received: number) => void;
  /** An open connection that brings nothing for this long is given up. */
  readonly stallMs: number;
  /** Longest wait before the first retry; doubles with each further one. */
  readonly backoffMs: number;
}

/** Attempts in a row that get no farther than before until the source counts as unreachable. */
const BARREN_ATTEMPTS = 5;
const MAX_BACKOFF_MS = 30_000;

/**
 * Brings a file to `target` by way of `target.part`: resumes where a cut left off, also after a restart of the
 * process, checks size and SHA-256 on the way, and renames only what is right.
 *
 * @throws CallmillError model_unreachable, model_corrupt (the source serves other bytes), storage_full
 */
export async function download(
  source: ModelSource,
  file: ModelFile,
  target: string,
  options: DownloadOptions,
): Promise<void> {
  const path = `${target}.part`;
  try {
    // Without a checksum nothing would tell that the two halves belong to different versions of a file.
    await using part = await PartFile.open(path, file.sha256 !== undefined);
    const resumed = part.size > 0;
    await fill(part, source, file, options);
    if (resumed && !isRight(part, file)) {
      await part.restart();
      await fill(part, source, file, options);
    }
    if (!isRight(part, file)) {
      await part.restart();
      throw new CallmillError('model_corrupt', `${source.place} serves ${file.name} with other contents`, {
        remedy: 'Try another mirror; if it repeats, report it: the address no longer holds the pinned file.',
      });
    }
    await part.flush();
  } catch (error) {
    options.signal.throwIfAborted();
    const known = coerceError(error, 'worker');
    if (known.code === 'model_corrupt') await rm(path, { force: true });
    throw known;
  }
  await rename(path, target);
}

function isRight(part: PartFile, file: ModelFile): boolean {
  return (
    part.size === (file.bytes ?? part.size) && (file.sha256 === undefined || part.sha256 === file.sha256)
  );
}

/** Reads until the source ends with enough bytes, going on after cuts for as long as each attempt brings something. */
async function fill(
  part: PartFile,
  source: ModelSource,
  file: ModelFile,
  options: DownloadOptions,
): Promise<void> {
  let farthest = part.size;
  for (let barren = 0; ; ) {
    if (file.bytes !== undefined && part.size >= file.bytes) return;
    let cause: unknown;
    try {
      await readOnce(part, source, file, options);
      if (part.size >= (file.bytes ?? 0)) return;
    } catch (error) {
      options.signal.throwIfAborted();
      if (error instanceof CallmillError || coerceError(error, 'worker').code === 'storage_full') throw error;
      cause = error;
    }
    barren = part.size > farthest ? 1 : barren + 1;
    farthest = Math.max(farthest, part.size);
    if (barren >= BARREN_ATTEMPTS) {
      throw new CallmillError('model_unreachable', `${source.place} does not bring ${file.name}`, { cause });
    }
    if (file.sha256 === undefined) await part.restart();
    await sleep(jitter(Math.min(MAX_BACKOFF_MS, options.backoffMs * 2 ** barren)), options.signal);
  }
}

async function readOnce(
  part: PartFile,
  source: ModelSource,
  file: ModelFile,
  options: DownloadOptions,
): Promise<void> {
  const stalled = new AbortController();
  const timer = setTimeout(() => stalled.abort(new Error('stalled')), options.stallMs);
  try {
    const opened = await source.open(part.size, AbortSignal.any([options.signal, stalled.signal]));
    if (opened.offset !== part.size) await part.restart();
    for await (const chunk of opened.chunks) {
      timer.refresh();
      await part.append(chunk);
      options.onBytes(part.size);
      if (file.bytes !== undefined && part.size > file.bytes) {
        await part.restart();
        throw new CallmillError('model_corrupt', `${source.place} serves ${file.name} with too many bytes`);
      }
    }
  } finally {
    clearTimeout(timer);
  }
}
