import { mkdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { CallmillError } from '../errors/error.ts';
import { ensureGeneratedModels } from './generated/ensure.ts';
import { locateEntry, pulledDirectory, verifyFile } from './locate.ts';
import { withLock } from './lock.ts';
import { type ModelEntry, type ModelFile, manifestEntry } from './manifest.ts';
import type { LocatedModel } from './model.ts';
import { pullArchive } from './pull/archive.ts';
import { type DownloadOptions, download } from './pull/download.ts';
import { type ModelSource, sourceOf } from './pull/source.ts';

export interface PullProgress {
  readonly id: string;
  readonly file: string;
  readonly receivedBytes: number;
  /** Null when the manifest does not know the size. */
  readonly totalBytes: number | null;
}

export interface PullOptions {
  readonly cacheDir: string;
  /** Base URL or directory that holds `<id>/<file>`; null for the pinned public addresses. */
  readonly mirror: string | null;
  readonly signal?: AbortSignal | undefined;
  readonly onPinned?: ((name: string) => void) | undefined;
  readonly onProgress?: ((progress: PullProgress) => void) | undefined;
  /** A connection silent for this long is given up and tried again. Default 30 s. */
  readonly stallMs?: number;
  /** Longest wait before the first retry. Default 1 s. */
  readonly backoffMs?: number;
}

const PARALLEL_FILES = 3;
/** Left free for everything else on the disk. */
const SPARE_BYTES = 64 * 1024 * 1024;

interface WantedFile {
  readonly file: ModelFile;
  /** Null: it is in the model's archive. */
  readonly source: ModelSource | null;
}

/**
 * Brings a model into the cache: resumes what an earlier run began, replaces files that are corrupt, leaves alone
 * what is right. Of two processes pulling the same model one works and the other waits for it.
 *
 * @throws CallmillError model_missing (unknown, or without an address), model_unreachable, model_corrupt,
 *   storage_full; the signal's reason when aborted (what has arrived is kept)
 */
export async function pullModel(id: string, options: PullOptions): Promise<LocatedModel> {
  return await pullEntry(manifestEntry(id), options);
}

/** {@link pullModel} for an entry that need not be in the manifest. */
export async function pullEntry(entry: ModelEntry, options: PullOptions): Promise<LocatedModel> {
  const { cacheDir, signal } = options;
  if (entry.generated) await ensureGeneratedModels(cacheDir);
  else {
    const files = entry.files.map((file) => ({ file, source: sourceOf(entry, file, options.mirror) }));
    if (entry.archive === undefined) requireAddresses(entry, files);
    const directory = pulledDirectory(cacheDir, entry.id);
    await mkdir(directory, { recursive: true });
    await withLock(`${directory}.lock`, () => pullFiles(entry, files, directory, options), signal);
  }
  return await locateEntry(entry, { modelsDir: null, cacheDir, onPinned: options.onPinned });
}

function requireAddresses(entry: ModelEntry, files: readonly WantedFile[]): void {
  if (files.every(({ source }) => source !== null)) return;
  throw new CallmillError('model_missing', `Model ${entry.id} has no public address to pull it from`, {
    remedy: entry.obtain ?? 'Name a mirror in CALLMILL_MODELS_MIRROR.',
  });
}

async function pullFiles(
  entry: ModelEntry,
  files: readonly WantedFile[],
  directory: string,
  options: PullOptions,
): Promise<void> {
  const wanted: WantedFile[] = [];
  for (const each of files) {
    if (!(await isThere(entry, each.file, directory, options))) wanted.push(each);
  }
  await checkSpace(wanted, entry.archive?.bytes ?? 0, directory);

  // The first failure stops the other files; they resume next time.
  const failed = new AbortController();
  const signal = AbortSignal.any([failed.signal, ...(options.signal === undefined ? [] : [options.signal])]);
  const packed = wanted.flatMap(({ file, source }) => (source === null ? [file] : []));
  if (entry.archive !== undefined && packed.length > 0) {
    await pullArchive(
      entry.archive,
      packed,
      directory,
      downloadOptions(entry, entry.archive, { ...options, signal }),
    );
  }
  const queue = wanted.flatMap(({ file, source }) => (source === null ? [] : [{ file, source }]));
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined && !signal.aborted; next = queue.shift()) {
      await pullFile(entry, next, directory, { ...options, signal });
    }
    signal.throwIfAborted();
  };
  const lanes = Array.from({ length: PARALLEL_FILES }, () =>
    lane().catch((error: unknown) => {
      failed.abort(error);
      throw error;
    }),
  );
  await Promise.allSettled(lanes);
  await Promise.all(lanes);
}

async function pullFile(
  entry: ModelEntry,
  { file, source }: { readonly file: ModelFile; readonly source: ModelSource },
  directory: string,
  options: Pulling,
): Promise<void> {
  await download(source, file, join(directory, file.name), downloadOptions(entry, file, options));
}

type Pulling = PullOptions & { readonly signal: AbortSignal };

function downloadOptions(
  { id }: ModelEntry,
  piece: { readonly name?: string; readonly bytes?: number | undefined },
  options: Pulling,
): DownloadOptions {
  return {
    signal: options.signal,
    stallMs: options.stallMs ?? 30_000,
    backoffMs: options.backoffMs ?? 1000,
    onBytes: (receivedBytes) =>
      options.onProgress?.({
        id,
        file: piece.name ?? 'archive',
        receivedBytes,
        totalBytes: piece.bytes ?? null,
      }),
  };
}

/** A corrupt file is removed, so that it is pulled again. */
async function isThere(
  entry: ModelEntry,
  file: ModelFile,
  directory: string,
  { cacheDir, onPinned }: PullOptions,
): Promise<boolean> {
  const path = join(directory, file.name);
  if ((await sizeOf(path)) === null) return false;
  try {
    await verifyFile(entry, file, directory, { cacheDir, onPinned });
    return true;
  } catch (error) {
    if (!(error instanceof CallmillError) || error.code !== 'model_corrupt') throw error;
    await rm(path);
    return false;
  }
}

async function checkSpace(
  wanted: readonly WantedFile[],
  archiveBytes: number,
  directory: string,
): Promise<void> {
  let needed = SPARE_BYTES + (wanted.some(({ source }) => source === null) ? archiveBytes : 0);
  for (const { file } of wanted) {
    const begun = (await sizeOf(`${join(directory, file.name)}.part`)) ?? 0;
    needed += Math.max(0, (file.bytes ?? 0) - begun);
  }
  const { bavail, bsize } = await statfs(directory);
  const free = bavail * bsize;
  if (wanted.length === 0 || free >= needed) return;
  const megabytes = (bytes: number): number => Math.ceil(bytes / 1_000_000);
  throw new CallmillError(
    'storage_full',
    `${directory} has ${megabytes(free)} MB free, ${megabytes(needed)} MB are needed`,
    { remedy: 'Free disk space, or name another place in CALLMILL_CACHE_DIR.' },
  );
}

async function sizeOf(path: string): Promise<number | null> {
  return await stat(path).then(
    ({ size }) => size,
    () => null,
  );
}
