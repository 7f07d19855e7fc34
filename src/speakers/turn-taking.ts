import type { TalkSpan } from './activity.ts';

/** Overlap from which beginning while another talks is an interruption and not a slip at the end of a turn. */
export const INTERRUPTION_MS = 500;
/** Shorter talk ("mm-hmm", "right") does not end the other's monologue. */
const BACKCHANNEL_MS = 1000;
/** A monologue ends where the speaker is silent longer than this: a hold is not a speech. */
const MONOLOGUE_PAUSE_MS = 3000;

/** How often each speaker began while another went on talking for at least {@link INTERRUPTION_MS} alongside. */
export function countInterruptions(spans: readonly TalkSpan[]): Map<string, number> {
  const counts = new Map<string, number>();
  const last = new Map<string, TalkSpan>();
  for (const span of spans) {
    const interrupts = [...last.values()].some(
      (other) =>
        other.speaker !== span.speaker &&
        other.startMs < span.startMs &&
        Math.min(other.endMs, span.endMs) - span.startMs >= INTERRUPTION_MS,
    );
    if (interrupts) counts.set(span.speaker, (counts.get(span.speaker) ?? 0) + 1);
    last.set(span.speaker, span);
  }
  return counts;
}

/** Each speaker's longest stretch without another taking the floor, in milliseconds, short pauses included. */
export function longestMonologues(spans: readonly TalkSpan[]): Map<string, number> {
  const longest = new Map<string, number>();
  let floor = spans[0];
  if (floor === undefined) return longest;
  for (const span of spans) {
    const goesOn = span.startMs - floor.endMs <= MONOLOGUE_PAUSE_MS;
    if (goesOn && floor.speaker === span.speaker) {
      floor = { ...floor, endMs: Math.max(floor.endMs, span.endMs) };
    } else if (!goesOn || span.endMs - span.startMs >= BACKCHANNEL_MS) {
      floor = span;
    }
    for (const stretch of [span, floor]) {
      const ms = stretch.endMs - stretch.startMs;
      longest.set(stretch.speaker, Math.max(longest.get(stretch.speaker) ?? 0, ms));
    }
  }
  return longest;
}

/**
 * Milliseconds between one speaker's last word and another's first, once per response. Starting before the other has
 * finished is no response but an overlap, and is left out.
 */
export function responseLatencies(spans: readonly TalkSpan[]): number[] {
  const latencies: number[] = [];
  let latest: TalkSpan | null = null;
  for (const span of spans) {
    if (latest !== null && latest.speaker !== span.speaker && latest.endMs <= span.startMs) {
      latencies.push(span.startMs - latest.endMs);
    }
    if (latest === null || span.endMs >= latest.endMs) latest = span;
  }
  return latencies;
}
