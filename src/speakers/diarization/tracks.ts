import { lengthMs, sharedMs, within } from './time-spans.ts';
import { type LocalTurn, voicesOf, type Window } from './window.ts';

/** Two voices of neighbouring windows are one when they share at least this much talk … */
const LEAST_SHARED_MS = 350;
/** … and this part of what the more talkative one says where the windows overlap. */
const LEAST_SHARE = 0.5;

/** For each window the track of each of its voices. */
export type Tracks = readonly ReadonlyMap<number, number>[];

/**
 * Follows voices from window to window. Windows overlap by far the most of their length, so who talks at the same
 * moments in both is the same voice: that needs no embedding. A voice that falls silent for a window ends its track.
 */
export function tracksOf(windows: readonly Window[]): Tracks {
  const tracks: Map<number, number>[] = [];
  let next = 0;
  for (const [index, window] of windows.entries()) {
    const previous = windows[index - 1];
    const before = tracks[index - 1];
    const links = previous === undefined ? new Map<number, number>() : linksBetween(previous, window);
    const own = new Map<number, number>();
    for (const voice of voicesOf(window).keys()) {
      const linked = links.get(voice);
      own.set(voice, (linked === undefined ? undefined : before?.get(linked)) ?? next++);
    }
    tracks.push(own);
  }
  return tracks;
}

/** Voice of the later window → voice of the earlier one; each at most once, those that share most first. */
function linksBetween(earlier: Window, later: Window): Map<number, number> {
  const common = { startMs: later.startMs, endMs: earlier.endMs };
  const heard = (window: Window): [number, LocalTurn[]][] => [...voicesOf(window)];
  const pairs = heard(later).flatMap(([voice, turns]) =>
    heard(earlier).map(([other, others]) => {
      const [mine, theirs] = [within(turns, common), within(others, common)];
      const shared = sharedMs(mine, theirs);
      return { voice, other, shared, share: shared / Math.max(lengthMs(mine), lengthMs(theirs), 1) };
    }),
  );
  const links = new Map<number, number>();
  const taken = new Set<number>();
  for (const { voice, other, shared, share } of pairs.sort((a, b) => b.shared - a.shared)) {
    if (shared < LEAST_SHARED_MS || share < LEAST_SHARE || links.has(voice) || taken.has(other)) continue;
    links.set(voice, other);
    taken.add(other);
  }
  return links;
}
