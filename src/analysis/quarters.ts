import type { Segment } from '../transcript/segment.ts';
import { clamp } from './scores.ts';

type Timed = Pick<Segment, 'startMs' | 'endMs'>;

/** The call's length in ms: as measured, or to the end of the last word when that is not known; never NaN. */
export function callLengthMs(segments: readonly Timed[], durationMs: number): number {
  if (Number.isFinite(durationMs) && durationMs > 0) return durationMs;
  return segments.reduce(
    (end, segment) => (Number.isFinite(segment.endMs) ? Math.max(end, segment.endMs) : end),
    0,
  );
}

/** 0…3: the quarter of the call that holds the middle of the segment. */
export function quarterOf(segment: Timed, lengthMs: number): number {
  const middle = (segment.startMs + segment.endMs) / 2;
  return lengthMs > 0 ? clamp(Math.floor((middle / lengthMs) * 4), 0, 3) : 0;
}

/** The four equal parts of a call. */
export function quarterSpans(
  lengthMs: number,
): readonly { quarter: number; startMs: number; endMs: number }[] {
  const border = (part: number) => Math.round((lengthMs * part) / 4);
  return [1, 2, 3, 4].map((quarter) => ({ quarter, startMs: border(quarter - 1), endMs: border(quarter) }));
}

interface Scored {
  readonly quarter: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly score: number | null;
}

/** Adds to each quarter how its score differs from that of the quarter before it in which somebody spoke. */
export function withChanges(quarters: readonly Scored[]): (Scored & { change: number | null })[] {
  let before: number | null = null;
  return quarters.map((quarter) => {
    const change = quarter.score === null || before === null ? null : quarter.score - before;
    before = quarter.score ?? before;
    return { ...quarter, change };
  });
}

/** From the first to the last quarter in which somebody spoke; null when that is one quarter or none. */
export function changeOver(quarters: readonly { readonly score: number | null }[]): number | null {
  const scores = quarters.map((quarter) => quarter.score).filter((score) => score !== null);
  const [first] = scores;
  const last = scores.at(-1);
  return scores.length < 2 || first === undefined || last === undefined ? null : last - first;
}
