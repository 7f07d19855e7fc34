import type { Stretch } from './stretches.ts';
import { lengthMs, within } from './time-spans.ts';
import { voicesOf, type Window } from './window.ts';

/** Less of a stretch than this in a window says nothing about it, unless it is all of the stretch. */
const LEAST_SEEN_MS = 170;
/** Nor does a window that hears a voice in less than this part of what it sees of the stretch. */
const LEAST_HEARD = 0.3;

/**
 * How far the segmentation takes two stretches for the same voice: above 0 it does (0.5 in every window that sees both),
 * below 0 it does not, 0 when no window sees both.
 */
export type Agreement = (left: number, right: number) => number;

/** Asks every window about every two stretches that it sees. @param stretches in order of their start */
export function agreementOf(windows: readonly Window[], stretches: readonly Stretch[]): Agreement {
  const pairs = new Map<number, { same: number; windows: number }>();
  let first = 0;
  for (const window of windows) {
    while (first < stretches.length && (stretches[first]?.endMs ?? 0) <= window.startMs) first += 1;
    const seen = seenIn(window, stretches, first);
    for (const [place, left] of seen.entries()) {
      for (const right of seen.slice(place + 1)) {
        const key = left.index * stretches.length + right.index;
        const pair = pairs.get(key) ?? { same: 0, windows: 0 };
        pair.same += left.shares.reduce((sum, share, voice) => sum + share * (right.shares[voice] ?? 0), 0);
        pair.windows += 1;
        pairs.set(key, pair);
      }
    }
  }
  return (left, right) => {
    const pair = pairs.get(Math.min(left, right) * stretches.length + Math.max(left, right));
    return pair === undefined ? 0 : pair.same / pair.windows - 0.5;
  };
}

interface Seen {
  readonly index: number;
  /** Of what the window hears in the stretch, the part of each of its voices; together 1. */
  readonly shares: readonly number[];
}

function seenIn(window: Window, stretches: readonly Stretch[], first: number): Seen[] {
  const voices = [...voicesOf(window).values()];
  const seen: Seen[] = [];
  for (let index = first; index < stretches.length; index += 1) {
    const stretch = stretches[index];
    if (stretch === undefined || stretch.startMs >= window.endMs) break;
    const visible = lengthMs(within([stretch], window));
    if (visible < Math.min(LEAST_SEEN_MS, stretch.endMs - stretch.startMs)) continue;
    const heard = voices.map((turns) => lengthMs(within(turns, stretch)));
    const total = heard.reduce((sum, ms) => sum + ms, 0);
    if (total > 0 && total >= LEAST_HEARD * visible) {
      seen.push({ index, shares: heard.map((ms) => ms / total) });
    }
  }
  return seen;
}
