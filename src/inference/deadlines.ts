import { SAMPLE_RATE } from '../audio/pcm-file.ts';

const BASE_MS = 60_000;
/** A board ten times slower than real time is broken, not slow. */
const PER_AUDIO_MS = 10;

/** How long work on so many samples may take before the process counts as hung. */
export function audioDeadlineMs(samples: number): number {
  return BASE_MS + PER_AUDIO_MS * ((samples * 1000) / SAMPLE_RATE);
}
