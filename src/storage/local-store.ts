import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { contentTypeOf } from './content-type.ts';
import { downloadTo, type OpenedBody } from './download.ts';
import { assertKey, assertPrefix } from './key.ts';
import { localError, notARecording, outsideDirectory } from './local-errors.ts';
import { listKeys, UPLOAD_PREFIX } from './local-listing.ts';
import type { Download, DownloadOptions, ObjectHead, Store } from './store.ts';

/**
 * A directory as bucket; keys are paths below it. The directory must exist: creating it here would turn an unmounted
 * disk into silent writes to the mount point. Symbolic links may point anywhere inside it and nowhere else.
 */
export class LocalStore implements Store {
  readonly description: string;
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
    this.description = `directory ${directory}`;
  }

  async head(key: string, signal?: AbortSignal): Promise<ObjectHead> {
    signal?.throwIfAborted();
    return (await this.#find(key)).head;
  }

  async download(key: string, path: string, options: DownloadOptions): Promise<Download> {
    const source = await this.#find(key);
    return downloadTo((offset) => openLocal(source.path, source.head, offset), path, options);
  }

  async upload(path: string, key: string, _contentType: string, signal?: AbortSignal): Promise<void> {
    const target = await this.#prepare(key);
    const temporary = join(dirname(target), `${UPLOAD_PREFIX}${randomUUID()}`);
    try {
      signal?.throwIfAborted();
      // Copy-on-write where the filesystem can; the rename makes it appear whole or not at all.
      await copyFile(path, temporary, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
      await flush(temporary);
      signal?.throwIfAborted();
      await rename(temporary, target);
    } catch (error) {
      await rm(temporary, { force: true });
      signal?.throwIfAborted();
      throw localError(error);
    }
  }

  async delete(key: string, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    assertKey(key);
    const root = await this.#root();
    const target = join(root, key);
    try {
      await this.#assertInside(root, await realpath(dirname(target)));
      await rm(target, { force: true });
    } catch (error) {
      const mapped = localError(error);
      // As S3 does: deleting what is not there is a success.
      if (mapped.code !== 'object_missing') throw mapped;
    }
  }

  async list(prefix: string, limit: number, signal?: AbortSignal): Promise<readonly string[]> {
    assertPrefix(prefix);
    try {
      return await listKeys(await this.#root(), prefix, limit, signal);
    } catch (error) {
      signal?.throwIfAborted();
      throw localError(error);
    }
  }

  async #root(): Promise<string> {
    try {
      return await realpath(this.#directory);
    } catch (error) {
      throw localError(error, 'root');
    }
  }

  async #find(key: string): Promise<{ path: string; head: ObjectHead }> {
    assertKey(key);
    const root = await this.#root();
    try {
      const path = await realpath(join(root, key));
      await this.#assertInside(root, path);
      const facts = await stat(path, { bigint: true });
      if (!facts.isFile()) throw notARecording();
      const head: ObjectHead = {
        sizeBytes: Number(facts.size),
        contentType: contentTypeOf(key),
        etag: `${facts.ino}-${facts.size}-${facts.mtimeNs}`,
      };
      return { path, head };
    } catch (error) {
      throw localError(error);
    }
  }

  /** Makes the folders above a key, refusing any that a link leads out of the store. */
  async #prepare(key: string): Promise<string> {
    assertKey(key);
    const root = await this.#root();
    const segments = key.split('/').slice(0, -1);
    let folder = root;
    try {
      for (const segment of segments) {
        folder = join(folder, segment);
        await mkdir(folder, { recursive: true });
        await this.#assertInside(root, await realpath(folder));
      }
    } catch (error) {
      throw localError(error);
    }
    return join(folder, basename(key));
  }

  async #assertInside(root: string, path: string): Promise<void> {
    if (path !== root && !path.startsWith(root.endsWith(sep) ? root : root + sep)) throw outsideDirectory();
  }
}

async function openLocal(path: string, head: ObjectHead, offset: number): Promise<OpenedBody> {
  try {
    const file = await open(path, 'r');
    const body = file.createReadStream({ start: offset, highWaterMark: 256 * 1024 });
    return { body, offset, total: head.sizeBytes, contentType: head.contentType, etag: head.etag };
  } catch (error) {
    throw localError(error);
  }
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
