import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFile } from '../config/project.ts';
import { CallmillError } from '../errors/error.ts';
import { rememberedSha256 } from './checksums.ts';
import { combinedSha256 } from './hash.ts';
import { type ModelEntry, type ModelFile, manifestEntry } from './manifest.ts';
import type { LocatedModel } from './model.ts';
import { pinnedSha256 } from './pins.ts';

export interface ModelPlaces {
  /** The operator's own models, one folder per id; looked in first, before what lies in the project. */
  readonly modelsDir: string | null;
  /** Pulled models (`models/<id>`), generated ones (`generated/<id>`), checksums. */
  readonly cacheDir: string;
}

export interface LocateOptions extends ModelPlaces {
  /** Read every file again instead of trusting a remembered checksum. */
  readonly again?: boolean;
  /** Told of a file (`model/file`) without a published checksum that was seen for the first time and pinned. */
  readonly onPinned?: ((name: string) => void) | undefined;
}

/**
 * Finds a model's files on this machine and proves them: sizes always, SHA-256 unless the same file was read before.
 *
 * @throws CallmillError model_missing (names files and directories), model_corrupt
 */
export async function locateModel(id: string, options: LocateOptions): Promise<LocatedModel> {
  return await locateEntry(manifestEntry(id), options);
}

/** {@link locateModel} for an entry that need not be in the manifest. */
export async function locateEntry(entry: ModelEntry, options: LocateOptions): Promise<LocatedModel> {
  const directory = await directoryOf(entry, options);
  if (directory === null) throw missing(entry, searchPath(entry, options));
  return await verify(entry, directory, options);
}

/** The first directory that has all files of a model, read or not; null when there is none. */
export async function directoryOf(entry: ModelEntry, places: ModelPlaces): Promise<string | null> {
  for (const directory of searchPath(entry, places)) {
    if (await holdsAll(directory, entry)) return directory;
  }
  return null;
}

/** Like {@link locateModel}, but null when the model is not there. @throws CallmillError model_corrupt */
export async function findModel(id: string, options: LocateOptions): Promise<LocatedModel | null> {
  try {
    return await locateModel(id, options);
  } catch (error) {
    if (error instanceof CallmillError && error.code === 'model_missing') return null;
    throw error;
  }
}

/** Where pulled models lie. */
export function pulledDirectory(cacheDir: string, id: string): string {
  return join(cacheDir, 'models', id);
}

/**
 * Checks one file of a model.
 * @returns its SHA-256
 * @throws CallmillError model_corrupt
 */
export async function verifyFile(
  entry: ModelEntry,
  file: ModelFile,
  directory: string,
  { cacheDir, again, onPinned }: Pick<LocateOptions, 'cacheDir' | 'again' | 'onPinned'>,
): Promise<string> {
  const path = join(directory, file.name);
  const { size } = await stat(path);
  if (size !== (file.bytes ?? size)) {
    throw new CallmillError('model_corrupt', `${path} has ${size} bytes instead of ${file.bytes}`);
  }
  const actual = await rememberedSha256(cacheDir, path, again);
  const expected =
    file.sha256 ?? (await pinnedSha256(cacheDir, `${entry.id}/${file.name}`, actual, onPinned));
  if (actual !== expected) {
    throw new CallmillError('model_corrupt', `${path} has the wrong SHA-256 (${actual.slice(0, 12)}…)`);
  }
  return actual;
}

function searchPath(entry: ModelEntry, { modelsDir, cacheDir }: ModelPlaces): string[] {
  const own = modelsDir === null ? [] : [join(modelsDir, entry.id)];
  if (entry.builtIn) return [...own, projectFile(`models/${entry.id}`)];
  const cached = entry.generated
    ? join(cacheDir, 'generated', entry.id)
    : pulledDirectory(cacheDir, entry.id);
  return [...own, cached];
}

async function holdsAll(directory: string, entry: ModelEntry): Promise<boolean> {
  const present = await Promise.all(
    entry.files.map(({ name }) =>
      stat(join(directory, name)).then(
        (facts) => facts.isFile(),
        () => false,
      ),
    ),
  );
  return present.every(Boolean);
}

async function verify(entry: ModelEntry, directory: string, options: LocateOptions): Promise<LocatedModel> {
  const hashes: string[] = [];
  // One after the other: several at once would only compete for the same disk.
  for (const file of entry.files) hashes.push(await verifyFile(entry, file, directory, options));
  return {
    id: entry.id,
    role: entry.role,
    family: entry.family,
    directory,
    files: Object.fromEntries(entry.files.map((file) => [file.purpose, join(directory, file.name)])),
    sha256: combinedSha256(hashes),
    generated: entry.generated,
    settings: entry.settings,
    languages: entry.languages,
  };
}

function missing(entry: ModelEntry, directories: readonly string[]): CallmillError {
  const names = entry.files.map((file) => file.name).join(', ');
  return new CallmillError(
    'model_missing',
    `Model ${entry.id} is not complete: looked for ${names} in ${directories.join(' and ')}`,
    { remedy: remedyFor(entry) },
  );
}

function remedyFor(entry: ModelEntry): string {
  if (entry.generated) return 'Run "callmill models generate".';
  return (
    entry.obtain ??
    `Run "callmill models pull ${entry.id}", or point CALLMILL_MODELS_DIR at a folder with it.`
  );
}
