import type { Segment } from '../transcript/segment.ts';
import type { TalkSpan } from './activity.ts';
import { SEGMENT_PAUSE_MS } from './segment-cutter.ts';

/** Closer than this, a speaker never stopped: segments are also cut for length. */
const BREATH_MS = 250;

type Growing = { -readonly [K in keyof TalkSpan]: TalkSpan[K] };

/** Segments joined to the stretches a listener hears as one. @param segments ordered by start */
export function talkSpans(segments: readonly Segment[]): TalkSpan[] {
  const spans: Growing[] = [];
  const last = new Map<string, Growing>();
  for (const { speakerLabel: speaker, startMs, endMs } of segments) {
    const own = last.get(speaker);
    if (
      own !== undefined &&
      continues(
        own.endMs,
        startMs,
        [...last.values()].filter((s) => s !== own),
      )
    ) {
      own.endMs = Math.max(own.endMs, endMs);
    } else {
      const span = { speaker, startMs, endMs };
      spans.push(span);
      last.set(speaker, span);
    }
  }
  return spans;
}

/** After a short pause only if nobody else spoke in it. */
function continues(endedMs: number, startMs: number, others: readonly TalkSpan[]): boolean {
  const pauseMs = startMs - endedMs;
  if (pauseMs <= BREATH_MS) return true;
  return pauseMs <= SEGMENT_PAUSE_MS && others.every((other) => other.endMs <= endedMs);
}
