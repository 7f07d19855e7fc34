import type { TimeSpan } from '../audio/pcm-file.ts';
import type { SpeakerTurn } from './diarizer.ts';

/** @returns the speaker of a span, or null when there are no turns; ties stay with `previous`. */
export type TurnLookup = (span: TimeSpan, previous: number | null) => number | null;

/**
 * Finds who speaks in a span: the largest overlap, else the nearest turn. Turns may overlap each other.
 * Logarithmic per look-up, because a three-hour call has 30,000 words and thousands of turns.
 */
export function createTurnLookup(turns: readonly SpeakerTurn[]): TurnLookup {
  const sorted = [...turns].sort((a, b) => a.startMs - b.startMs);
  const latest = latestEnding(sorted);
  return (span, previous) => {
    const endMs = Math.max(span.endMs, span.startMs + 1);
    const first = firstIndex(sorted.length, (i) => (latest[i]?.endMs ?? 0) > span.startMs);
    const next = firstIndex(sorted.length, (i) => (sorted[i]?.startMs ?? 0) >= endMs);
    const overlaps = new Map<number, number>();
    for (const turn of sorted.slice(first, next)) {
      const ms = Math.min(turn.endMs, endMs) - Math.max(turn.startMs, span.startMs);
      if (ms > 0) overlaps.set(turn.speaker, (overlaps.get(turn.speaker) ?? 0) + ms);
    }
    if (overlaps.size > 0) return largest(overlaps, previous);
    const distances = new Map<number, number>();
    const before = latest[first - 1];
    const after = sorted[next];
    if (after !== undefined) distances.set(after.speaker, endMs - after.startMs);
    // One speaker on both sides needs no comparison.
    if (before !== undefined && before.speaker !== after?.speaker) {
      distances.set(before.speaker, before.endMs - span.startMs);
    }
    return largest(distances, previous);
  };
}

/** For every place in the list, the turn that ends last among those up to it. */
function latestEnding(sorted: readonly SpeakerTurn[]): SpeakerTurn[] {
  const latest: SpeakerTurn[] = [];
  for (const turn of sorted) {
    const before = latest.at(-1);
    latest.push(before !== undefined && before.endMs >= turn.endMs ? before : turn);
  }
  return latest;
}

/** Smallest index in [0, length] for which a monotone condition holds. */
function firstIndex(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The key of the largest value; among equals `previous`, else the first. */
function largest(values: ReadonlyMap<number, number>, previous: number | null): number | null {
  let best: number | null = null;
  let bestValue = Number.NEGATIVE_INFINITY;
  for (const [speaker, value] of values) {
    if (value > bestValue || (value === bestValue && speaker === previous)) {
      best = speaker;
      bestValue = value;
    }
  }
  return best;
}
