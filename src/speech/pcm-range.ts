import { type FileHandle, open } from 'node:fs/promises';
import type { PcmFile } from '../audio/pcm-file.ts';
import { CallmillError } from '../errors/error.ts';

const BYTES = Float32Array.BYTES_PER_ELEMENT;

/**
 * Reads stretches of a decoded channel, so that a three-hour call never lies in memory whole.
 * Little-endian is assumed of the machine: x86-64 and arm64 both are.
 */
export class PcmReader implements AsyncDisposable {
  readonly #handle: FileHandle;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  static async open(file: PcmFile): Promise<PcmReader> {
    return new PcmReader(await open(file.path, 'r'));
  }

  /**
   * Samples `start` up to but without `end`, both 0-based.
   * @throws CallmillError audio_undecodable when the file is shorter than it claims
   */
  async read(start: number, end: number): Promise<Float32Array<ArrayBuffer>> {
    const samples = new Float32Array(end - start);
    const bytes = new Uint8Array(samples.buffer);
    for (let done = 0; done < bytes.length; ) {
      const { bytesRead } = await this.#handle.read(bytes, done, bytes.length - done, start * BYTES + done);
      if (bytesRead === 0) {
        throw new CallmillError('audio_undecodable', 'The decoded audio is shorter than it should be');
      }
      done += bytesRead;
    }
    return samples;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#handle.close();
  }
}
