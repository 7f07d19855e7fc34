import type { PcmReader } from './pcm-range.ts';
import { LOUDNESS_FRAME } from './windows.ts';

const FRAMES_PER_READ = 1500;

/** RMS of each 20 ms frame between two samples, read 30 s at a time; a last incomplete frame is left out. */
export async function loudnessOf(reader: PcmReader, start: number, end: number): Promise<Float32Array> {
  const loudness = new Float32Array(Math.floor((end - start) / LOUDNESS_FRAME));
  for (let frame = 0; frame < loudness.length; frame += FRAMES_PER_READ) {
    const from = start + frame * LOUDNESS_FRAME;
    const frames = Math.min(FRAMES_PER_READ, loudness.length - frame);
    const samples = await reader.read(from, from + frames * LOUDNESS_FRAME);
    for (let i = 0; i < frames; i++) {
      loudness[frame + i] = rms(samples.subarray(i * LOUDNESS_FRAME, (i + 1) * LOUDNESS_FRAME));
    }
  }
  return loudness;
}

function rms(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / samples.length);
}
