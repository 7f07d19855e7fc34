import { type PcmFile, SAMPLE_RATE } from './pcm-file.ts';
import { readSamples } from './pcm-read.ts';

/** Long enough for a pitch period of the lowest voice, short enough for an echo's delay. */
export const ENVELOPE_FRAME_MS = 20;
const FRAME = (SAMPLE_RATE * ENVELOPE_FRAME_MS) / 1000;
const READ_MS = 30_000;
const FLOOR_DB = -120;

/** How loud one channel is over time. */
export interface Envelope {
  /** 0-based channel of the recording. */
  readonly channel: number;
  /** Whole dBFS of each frame of {@link ENVELOPE_FRAME_MS}, -120 at the lowest: half a megabyte for three hours. */
  readonly db: Int8Array;
}

/** Reads a decoded channel once, 30 s at a time; a last incomplete frame is left out. */
export async function measureEnvelope(file: PcmFile): Promise<Envelope> {
  const db = new Int8Array(Math.floor(file.samples / FRAME));
  const lengthMs = db.length * ENVELOPE_FRAME_MS;
  for (let startMs = 0; startMs < lengthMs; startMs += READ_MS) {
    const samples = await readSamples(file, startMs, Math.min(startMs + READ_MS, lengthMs));
    const first = startMs / ENVELOPE_FRAME_MS;
    for (let frame = 0; frame * FRAME < samples.length; frame += 1)
      db[first + frame] = frameDb(samples, frame * FRAME);
  }
  return { channel: file.channel, db };
}

/** The frames of `[startMs, endMs)`, fewer where the recording ends. */
export function framesOf(envelope: Envelope, startMs: number, endMs: number): Int8Array {
  const at = (ms: number) => Math.max(0, Math.round(ms / ENVELOPE_FRAME_MS));
  return envelope.db.subarray(at(startMs), at(endMs));
}

/** Mean power of some frames, dBFS. */
export function meanDb(frames: Int8Array): number {
  if (frames.length === 0) return FLOOR_DB;
  let power = 0;
  for (const db of frames) power += 10 ** (db / 10);
  return Math.max(FLOOR_DB, 10 * Math.log10(power / frames.length));
}

function frameDb(samples: Float32Array, start: number): number {
  let sum = 0;
  for (let index = start; index < start + FRAME; index += 1) sum += (samples[index] ?? 0) ** 2;
  const power = sum / FRAME;
  return power <= 1e-12 ? FLOOR_DB : Math.max(FLOOR_DB, Math.round(10 * Math.log10(power)));
}
