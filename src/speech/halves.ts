import { SAMPLE_RATE } from '../audio/pcm-file.ts';
import type { SampleRange, Window } from './windows.ts';

/** Shorter windows are not worth two decodings. */
const MIN_SAMPLES = SAMPLE_RATE;
/** 20 ms. */
const FRAME = SAMPLE_RATE / 50;

/**
 * A window as two: parted between its parts where that is near the middle, else where its sound is quietest in the
 * middle third. Null when it is too short to part.
 *
 * @param samples the window's own
 */
export function halves(window: Window, samples: Float32Array): readonly [Window, Window] | null {
  const length = window.parts.reduce((sum, part) => sum + part.end - part.start, 0);
  if (length < 2 * MIN_SAMPLES) return null;
  const cut = betweenParts(window, length) ?? quietest(samples, length);
  const before: SampleRange[] = [];
  const after: SampleRange[] = [];
  let at = 0;
  for (const { start, end } of window.parts) {
    const middle = Math.min(end, Math.max(start, start + cut - at));
    if (middle > start) before.push({ start, end: middle });
    if (end > middle) after.push({ start: middle, end });
    at += end - start;
  }
  return [{ parts: before }, { parts: after }];
}

/** Offset of the joint nearest the middle, null when none lies in the middle third. */
function betweenParts(window: Window, length: number): number | null {
  let at = 0;
  let best: number | null = null;
  for (const { start, end } of window.parts) {
    at += end - start;
    if (Math.abs(at - length / 2) < Math.abs((best ?? 0) - length / 2)) best = at;
  }
  return best !== null && best > length / 3 && best < (2 * length) / 3 ? best : null;
}

function quietest(samples: Float32Array, length: number): number {
  let best = Math.floor(length / 2);
  let lowest = Number.POSITIVE_INFINITY;
  for (let from = Math.floor(length / 3); from + FRAME <= (2 * length) / 3; from += FRAME) {
    let power = 0;
    for (let i = from; i < from + FRAME; i++) power += (samples[i] ?? 0) ** 2;
    if (power >= lowest) continue;
    lowest = power;
    best = from + FRAME / 2;
  }
  return best;
}
