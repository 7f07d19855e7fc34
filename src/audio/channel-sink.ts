import type { FileHandle } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { type ChannelLevel, LevelMeter } from './level-meter.ts';

const BYTES_PER_SAMPLE = 4;

export interface ChannelSinkOptions {
  /** One open file per channel of the interleaved stream. */
  readonly files: readonly FileHandle[];
  /** Frames (samples per channel) after which `tooMany` is thrown. */
  readonly maxFrames: number;
  readonly tooMany: () => Error;
  readonly onFrames: (frames: number) => void;
}

/** Takes interleaved little-endian float32, writes each channel to a file of its own and measures it on the way. */
export class ChannelSink extends Writable {
  readonly #options: ChannelSinkOptions;
  readonly #meters: readonly LevelMeter[];
  #rest: Buffer = Buffer.alloc(0);
  #frames = 0;

  constructor(options: ChannelSinkOptions) {
    // No close event: fluent-ffmpeg takes it for a reader that left and reports a failure 20 ms later.
    super({ emitClose: false, highWaterMark: 1 << 18 });
    this.#options = options;
    this.#meters = options.files.map(() => new LevelMeter());
  }

  /** Samples per channel so far. */
  get frames(): number {
    return this.#frames;
  }

  /** Share of all samples that were not finite, 0…1. */
  get brokenShare(): number {
    const broken = this.#meters.reduce((sum, meter) => sum + meter.broken, 0);
    return broken / Math.max(1, this.#frames * this.#meters.length);
  }

  get levels(): readonly ChannelLevel[] {
    return this.#meters.map((meter, channel) => meter.level(channel));
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error) => void): void {
    this.#take(chunk).then(() => done(), done);
  }

  async #take(chunk: Buffer): Promise<void> {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const frameBytes = BYTES_PER_SAMPLE * this.#meters.length;
    const frames = Math.floor(bytes.length / frameBytes);
    this.#rest = Buffer.from(bytes.subarray(frames * frameBytes));
    if (this.#frames + frames > this.#options.maxFrames) throw this.#options.tooMany();
    const planes = this.#split(bytes, frames);
    const position = this.#frames * BYTES_PER_SAMPLE;
    for (const [channel, file] of this.#options.files.entries()) {
      await writeAll(file, planes[channel] ?? Buffer.alloc(0), position);
    }
    this.#frames += frames;
    this.#options.onFrames(this.#frames);
  }

  #split(bytes: Buffer, frames: number): Buffer[] {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const channels = this.#meters.length;
    return this.#meters.map((meter, channel) => {
      const plane = new DataView(new ArrayBuffer(frames * BYTES_PER_SAMPLE));
      for (let frame = 0; frame < frames; frame++) {
        const sample = view.getFloat32((frame * channels + channel) * BYTES_PER_SAMPLE, true);
        plane.setFloat32(frame * BYTES_PER_SAMPLE, meter.take(sample), true);
      }
      return Buffer.from(plane.buffer);
    });
  }
}

async function writeAll(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const result = await file.write(bytes, written, bytes.length - written, position + written);
    written += result.bytesWritten;
  }
}
