import type { TimeSpan } from '../audio/pcm-file.ts';

/** More speech makes no better print. */
const ENOUGH_MS = 30_000;
/** Less than this says too little: nobody is named after three words. */
export const LEAST_MS = 3000;
/** A shorter stretch is mostly its own beginning and end. */
const SHORTEST_MS = 700;

/** Who speaks when; any number names a voice. */
export interface VoiceSpan extends TimeSpan {
  readonly speaker: number;
}

/**
 * Up to half a minute of each voice alone, longest stretches first; voices with too little are left out.
 *
 * @returns voice → stretches in order of time
 */
export function speechOfSpeakers(spans: readonly VoiceSpan[]): Map<number, TimeSpan[]> {
  const result = new Map<number, TimeSpan[]>();
  for (const [speaker, own] of Map.groupBy(spans, (span) => span.speaker)) {
    const others = spans.filter((span) => span.speaker !== speaker);
    const alone = own
      .filter((span) => others.every((other) => other.endMs <= span.startMs || other.startMs >= span.endMs))
      .filter((span) => span.endMs - span.startMs >= SHORTEST_MS)
      .sort((a, b) => b.endMs - b.startMs - (a.endMs - a.startMs));
    const taken: TimeSpan[] = [];
    let totalMs = 0;
    for (const { startMs, endMs } of alone) {
      if (totalMs >= ENOUGH_MS) break;
      const end = Math.min(endMs, startMs + ENOUGH_MS - totalMs);
      taken.push({ startMs, endMs: end });
      totalMs += end - startMs;
    }
    if (totalMs >= LEAST_MS)
      result.set(
        speaker,
        taken.sort((a, b) => a.startMs - b.startMs),
      );
  }
  return result;
}
