import type { TimeSpan } from '../audio/pcm-file.ts';
import type { Segment } from '../transcript/segment.ts';

/** Whether a start and an end can be trusted at all: finite, not negative, not backwards. */
export function hasSoundTimes(timed: TimeSpan): boolean {
  return (
    Number.isFinite(timed.startMs) &&
    Number.isFinite(timed.endMs) &&
    0 <= timed.startMs &&
    timed.startMs <= timed.endMs
  );
}

/**
 * When the words `first…last` of a segment were spoken. Falls back to the whole segment (and whatever word times
 * lie outside it) when one of them is estimated, missing, NaN or out of order: muting too much is the safe error.
 */
export function spokenTime(segment: Segment, first: number, last: number): TimeSpan {
  const words = segment.words.slice(first, last + 1);
  const sound = words.filter(hasSoundTimes);
  const exact =
    sound.length === words.length && words.every((word) => word.estimated !== true) && inOrder(segment);
  const bounds: TimeSpan[] = exact ? sound : [segment, ...sound];
  return {
    startMs: Math.min(...bounds.map((bound) => bound.startMs)),
    endMs: Math.max(...bounds.map((bound) => bound.endMs)),
  };
}

function inOrder(segment: Segment): boolean {
  return segment.words.every((word, index) => {
    const before = segment.words[index - 1];
    return before === undefined || !(word.startMs < before.startMs);
  });
}
