import { open } from 'node:fs/promises';
import { type PcmFile, SAMPLE_RATE } from './pcm-file.ts';

const BYTES_PER_SAMPLE = 4;

/**
 * The samples of `[startMs, endMs)`, float32 at 16 kHz; what lies outside the recording is left out, so the result can
 * be shorter than asked for, down to empty. Neighbouring ranges fit together without gap or overlap.
 */
export async function readSamples(file: PcmFile, startMs: number, endMs: number): Promise<Float32Array> {
  const first = sampleAt(startMs, file.samples);
  const count = Math.max(0, sampleAt(endMs, file.samples) - first);
  const bytes = new Uint8Array(count * BYTES_PER_SAMPLE);
  if (count === 0) return new Float32Array(0);
  const handle = await open(file.path, 'r');
  try {
    await readFully(handle, bytes, first * BYTES_PER_SAMPLE);
  } finally {
    await handle.close();
  }
  // Every platform that callmill runs on is little-endian, as the file is.
  return new Float32Array(bytes.buffer);
}

function sampleAt(ms: number, samples: number): number {
  return Math.min(samples, Math.max(0, Math.round((ms * SAMPLE_RATE) / 1000)));
}

async function readFully(
  handle: Awaited<ReturnType<typeof open>>,
  bytes: Uint8Array,
  position: number,
): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesRead } = await handle.read(bytes, done, bytes.length - done, position + done);
    if (bytesRead === 0) throw new RangeError('the PCM file is shorter than it should be');
    done += bytesRead;
  }
}
