import { SAMPLE_RATE } from './pcm-file.ts';
import type { AudioProbe } from './probe.ts';

const BYTES_PER_SAMPLE = 4;
/**
 * Samples are 64,000 bytes a second and channel; G.711, what most recorders write, is 8,000. An MP3 swells more, 16-bit
 * PCM less.
 */
const SWELLS_BY = 8;

/** Bytes of a recording and its samples together, before it is fetched. */
export function estimatedBytes(sourceBytes: number): number {
  return sourceBytes * (1 + SWELLS_BY);
}

/** The same once the file has said how long it is. */
export function probedBytes(sourceBytes: number, { durationMs, channels }: AudioProbe): number {
  if (durationMs === null) return estimatedBytes(sourceBytes);
  return sourceBytes + decodedBytes((durationMs * SAMPLE_RATE) / 1000, channels);
}

/** Bytes of samples on the disk. @param samples of one channel */
export function decodedBytes(samples: number, channels: number): number {
  return Math.round(samples) * channels * BYTES_PER_SAMPLE;
}
