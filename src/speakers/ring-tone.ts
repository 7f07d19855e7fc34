import { type PcmFile, SAMPLE_RATE } from '../audio/pcm-file.ts';
import { readSamples } from '../audio/pcm-read.ts';

/** A recording that rings does so at its beginning. */
const LISTEN_MS = 30_000;
const FRAME_MS = 50;
const FRAME = (SAMPLE_RATE * FRAME_MS) / 1000;
/** The tones that tell a caller "it rings": Europe 425, UK, Australia, India 400 + 450, North America 440 + 480 Hz. */
const RING_HZ = [400, 425, 440, 450, 480];
/** A frame is ringing when these tones hold this much of its power; a voice spreads over its harmonics. */
const PURE = 0.8;
/** Quieter than this is no ring, dBFS as power. */
const AUDIBLE = 10 ** (-50 / 10);
/** The shortest ring of any country is 0.4 s, the longest 2 s; a steady tone is a dial tone or a fault. */
const SHORTEST_MS = 350;
const LONGEST_MS = 2500;

/** Milliseconds of ringing tone in the first half minute of a channel; 0 when it does not ring. */
export async function ringingMs(channel: PcmFile): Promise<number> {
  return ringingIn(await readSamples(channel, 0, LISTEN_MS));
}

/** @param samples float32 at 16 kHz */
export function ringingIn(samples: Float32Array): number {
  let total = 0;
  let run = 0;
  for (let start = 0; start <= samples.length; start += FRAME) {
    if (start + FRAME <= samples.length && rings(samples.subarray(start, start + FRAME))) {
      run += FRAME_MS;
      continue;
    }
    if (run >= SHORTEST_MS && run <= LONGEST_MS) total += run;
    run = 0;
  }
  return total;
}

function rings(frame: Float32Array): boolean {
  let power = 0;
  for (const sample of frame) power += sample * sample;
  power /= frame.length;
  if (power < AUDIBLE) return false;
  // 50 ms resolve 20 Hz: neighbouring tones share their power, so the strongest two stand for all.
  const tones = RING_HZ.map((hz) => tonePower(frame, hz)).sort((a, b) => b - a);
  const strongest = tones[0] ?? 0;
  return Math.max(strongest, pairPower(frame)) >= PURE * power;
}

/** Power of the two-tone rings, whose tones lie far enough apart to be added. */
function pairPower(frame: Float32Array): number {
  return Math.max(
    tonePower(frame, 400) + tonePower(frame, 450),
    tonePower(frame, 440) + tonePower(frame, 480),
  );
}

/** Goertzel: the power of one frequency in a frame. */
function tonePower(frame: Float32Array, hz: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hz) / SAMPLE_RATE);
  let before = 0;
  let last = 0;
  for (const sample of frame) {
    const next = sample + coefficient * last - before;
    before = last;
    last = next;
  }
  const squared = last * last + before * before - coefficient * last * before;
  return (2 * squared) / frame.length ** 2;
}
