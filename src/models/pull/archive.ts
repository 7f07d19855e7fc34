import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstat, mkdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CallmillError } from '../../errors/error.ts';
import type { ModelEntry, ModelFile } from '../manifest.ts';
import { type DownloadOptions, download } from './download.ts';
import { webSource } from './source.ts';

/** An archive that holds files of a model, pinned as a whole. */
export type ModelArchive = NonNullable<ModelEntry['archive']>;

/** Stderr of tar that an error quotes at most. */
const TAIL = 300;

/**
 * Fetches the archive (resuming what an earlier run began), checks it against its pinned SHA-256 and takes out the wanted
 * files, each by its full name and nothing else: whatever else an archive holds never reaches the disk.
 *
 * @param directory of the model
 * @throws CallmillError model_unreachable, model_corrupt, storage_full
 */
export async function pullArchive(
  archive: ModelArchive,
  wanted: readonly ModelFile[],
  directory: string,
  options: DownloadOptions,
): Promise<void> {
  const { url, bytes, sha256, folder } = archive;
  const name = basename(new URL(url).pathname);
  const path = join(directory, name);
  await download(webSource(new URL(url)), { purpose: 'archive', name, bytes, sha256 }, path, options);
  const aside = join(directory, '.unpacked');
  await rm(aside, { recursive: true, force: true });
  await mkdir(aside);
  try {
    await unpack(
      path,
      aside,
      wanted.map((file) => `${folder}/${file.name}`),
      options.signal,
    );
    for (const file of wanted)
      await takeOut(join(aside, folder, file.name), join(directory, file.name), name);
    await rm(path);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/** `tar` finds the compression itself; owners and permissions of the archive are nobody's here. */
async function unpack(
  path: string,
  into: string,
  members: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const tar = spawn(
    'tar',
    [
      '--extract',
      '--no-same-owner',
      '--no-same-permissions',
      '--file',
      path,
      '--directory',
      into,
      '--',
      ...members,
    ],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      signal,
    },
  );
  let said = '';
  tar.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-TAIL);
  });
  const [code] = (await once(tar, 'close').catch((cause: unknown) => {
    signal.throwIfAborted();
    throw new CallmillError('model_unreachable', 'The archive cannot be unpacked: tar does not start', {
      cause,
      remedy: 'Install tar and bzip2.',
    });
  })) as [number | null];
  signal.throwIfAborted();
  if (code !== 0) {
    throw new CallmillError(
      'model_corrupt',
      `${basename(path)} cannot be unpacked: ${said.trim().split('\n')[0] ?? code}`,
    );
  }
}

/** A link in the place of a file would lead out of the folder. */
async function takeOut(from: string, to: string, archive: string): Promise<void> {
  const facts = await lstat(from).catch(() => null);
  if (facts?.isFile() !== true) {
    throw new CallmillError('model_corrupt', `${archive} holds no file ${basename(from)}`);
  }
  await rename(from, to);
}
