import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/** The beginning of a download on disk, with the hash of what it holds so far. */
export class PartFile {
  readonly #file: FileHandle;
  #hash: Hash;
  #size: number;

  private constructor(file: FileHandle, hash: Hash, size: number) {
    this.#file = file;
    this.#hash = hash;
    this.#size = size;
  }

  /** Opens or creates the file; `keep` goes on with what is there, which is read once for its hash. */
  static async open(path: string, keep: boolean): Promise<PartFile> {
    const file = await open(path, keep ? 'a' : 'w');
    const hash = createHash('sha256');
    let size = 0;
    if (keep) {
      for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
        hash.update(chunk);
        size += chunk.length;
      }
    }
    return new PartFile(file, hash, size);
  }

  get size(): number {
    return this.#size;
  }

  /** SHA-256 of everything so far. */
  get sha256(): string {
    return this.#hash.copy().digest('hex');
  }

  async append(chunk: Uint8Array): Promise<void> {
    await this.#file.appendFile(chunk);
    this.#hash.update(chunk);
    this.#size += chunk.length;
  }

  /** Back to nothing. */
  async restart(): Promise<void> {
    await this.#file.truncate(0);
    this.#hash = createHash('sha256');
    this.#size = 0;
  }

  /** On disk, not only in the kernel's memory: a power cut must not leave a renamed but empty model. */
  async flush(): Promise<void> {
    await this.#file.sync();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file.close();
  }
}
