import type { TimeSpan } from '../../audio/pcm-file.ts';

/** Length that pyannote's segmentation was trained on; it tells at most three voices apart in it, two at once. */
export const WINDOW_MS = 10_000;

/** A voice talking inside one window. The same number in another window is any voice. */
export interface LocalTurn extends TimeSpan {
  readonly voice: number;
}

/** What the segmentation model says of one window; all times from the start of the recording. */
export interface Window extends TimeSpan {
  readonly turns: readonly LocalTurn[];
}

/** Where windows begin: `shiftMs` apart, the last one reaching the end of the recording. */
export function windowStarts(totalMs: number, shiftMs: number): number[] {
  const count = 1 + Math.max(0, Math.ceil((totalMs - WINDOW_MS) / shiftMs));
  return Array.from({ length: count }, (_, index) => index * shiftMs);
}

/** A window's turns by voice. */
export function voicesOf({ turns }: Window): Map<number, LocalTurn[]> {
  return Map.groupBy(turns, ({ voice }) => voice);
}
