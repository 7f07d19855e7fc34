import type { TimeSpan } from '../../audio/pcm-file.ts';
import type { Tracks } from './tracks.ts';
import type { Window } from './window.ts';

/** Resolution of the vote; the segmentation model's own is 17 ms. */
const FRAME_MS = 10;

/** When the voice of a track talks. */
export interface TrackSpan extends TimeSpan {
  readonly track: number;
}

interface Votes {
  readonly track: number;
  readonly first: number;
  readonly counts: Uint8Array;
}

/**
 * Every moment is in several windows, which vote: as many tracks talk as the windows have voices on average, and they
 * are the ones with most votes. So two may talk at once.
 */
export function timelineOf(windows: readonly Window[], tracks: Tracks, totalMs: number): TrackSpan[] {
  const frames = Math.ceil(totalMs / FRAME_MS);
  const voices = voicesPerFrame(windows, frames);
  const waiting = votesOf(windows, tracks, frames).sort((a, b) => b.first - a.first || b.track - a.track);
  const spans: TrackSpan[] = [];
  const open = new Map<number, number>();
  let current: Votes[] = [];
  for (let frame = 0; frame <= frames; frame += 1) {
    for (let next = waiting.at(-1); next !== undefined && next.first <= frame; next = waiting.at(-1)) {
      current.push(next);
      waiting.pop();
    }
    current = current.filter(({ first, counts }) => frame < first + counts.length);
    const talking = frame < frames ? mostVoted(current, frame, voices[frame] ?? 0) : [];
    for (const [track, since] of open) {
      if (talking.includes(track)) continue;
      spans.push({ track, startMs: since * FRAME_MS, endMs: Math.min(totalMs, frame * FRAME_MS) });
      open.delete(track);
    }
    for (const track of talking) if (!open.has(track)) open.set(track, frame);
  }
  return spans.sort((a, b) => a.startMs - b.startMs || a.track - b.track);
}

function mostVoted(candidates: readonly Votes[], frame: number, howMany: number): number[] {
  if (howMany === 0) return [];
  return candidates
    .map(({ track, first, counts }) => ({ track, votes: counts[frame - first] ?? 0 }))
    .filter(({ votes }) => votes > 0)
    .sort((a, b) => b.votes - a.votes || a.track - b.track)
    .slice(0, howMany)
    .map(({ track }) => track);
}

/** Rounded mean of how many voices the windows over a frame hear in it. */
function voicesPerFrame(windows: readonly Window[], frames: number): Uint8Array {
  const heard = new Uint16Array(frames);
  const windowsOver = new Uint16Array(frames);
  for (const window of windows) {
    forFrames(window, frames, (frame) => increase(windowsOver, frame));
    for (const turn of window.turns) forFrames(turn, frames, (frame) => increase(heard, frame));
  }
  return Uint8Array.from(heard, (count, frame) => Math.round(count / Math.max(1, windowsOver[frame] ?? 0)));
}

function votesOf(windows: readonly Window[], tracks: Tracks, frames: number): Votes[] {
  const turns = windows.flatMap(({ turns: local }, index) =>
    local.map((turn) => ({ ...turn, track: tracks[index]?.get(turn.voice) ?? -1 })),
  );
  return [...Map.groupBy(turns, ({ track }) => track)].map(([track, own]) => {
    const first = Math.min(...own.map(({ startMs }) => Math.round(startMs / FRAME_MS)));
    const last = Math.min(frames, Math.max(...own.map(({ endMs }) => Math.round(endMs / FRAME_MS))));
    const counts = new Uint8Array(Math.max(0, last - first));
    for (const turn of own) forFrames(turn, frames, (frame) => increase(counts, frame - first));
    return { track, first, counts };
  });
}

function increase(counts: Uint8Array | Uint16Array, index: number): void {
  counts[index] = (counts[index] ?? 0) + 1;
}

function forFrames({ startMs, endMs }: TimeSpan, frames: number, visit: (frame: number) => void): void {
  const end = Math.min(frames, Math.round(endMs / FRAME_MS));
  for (let frame = Math.round(startMs / FRAME_MS); frame < end; frame += 1) visit(frame);
}
