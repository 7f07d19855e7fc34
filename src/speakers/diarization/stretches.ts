import type { TimeSpan } from '../../audio/pcm-file.ts';
import { joined, lengthMs, without } from './time-spans.ts';
import type { TrackSpan } from './timeline.ts';

/** A longer silence may be where one voice hands over to another that the segmentation takes for the same. */
const PAUSE_MS = 200;
const LEAST_MS = 100;
/** A longer stretch is cut in equal parts: whom the segmentation takes for one voice throughout may be two. */
const LONGEST_MS = 6000;

/** A stretch of one track without a pause: the smallest thing that is given to a speaker. */
export interface Stretch extends TimeSpan {
  readonly track: number;
  /** Where nobody else talks: what the voice can be known from. */
  readonly alone: readonly TimeSpan[];
  readonly aloneMs: number;
}

/** Cuts the tracks at their pauses; in order of their start. */
export function stretchesOf(timeline: readonly TrackSpan[]): Stretch[] {
  const stretches = [...Map.groupBy(timeline, ({ track }) => track)].flatMap(([track, spans]) =>
    joined(spans, PAUSE_MS)
      .filter(({ startMs, endMs }) => endMs - startMs >= LEAST_MS)
      .flatMap(parts)
      .map((span) => ({ ...span, track })),
  );
  return withOthers(
    stretches.sort((a, b) => a.startMs - b.startMs || a.track - b.track),
    timeline,
  );
}

function parts({ startMs, endMs }: TimeSpan): TimeSpan[] {
  const count = Math.ceil((endMs - startMs) / LONGEST_MS);
  const at = (part: number): number => startMs + ((endMs - startMs) * part) / count;
  return Array.from({ length: count }, (_, part) => ({ startMs: at(part), endMs: at(part + 1) }));
}

/** Both lists in order of their start; a span that is over before a stretch begins is never looked at again. */
function withOthers(
  stretches: readonly (TimeSpan & { readonly track: number })[],
  timeline: readonly TrackSpan[],
): Stretch[] {
  let near: TrackSpan[] = [];
  let next = 0;
  return stretches.map((stretch) => {
    for (
      let span = timeline[next];
      span !== undefined && span.startMs < stretch.endMs;
      span = timeline[next]
    ) {
      near.push(span);
      next += 1;
    }
    near = near.filter((span) => span.endMs > stretch.startMs);
    const alone = without(
      stretch,
      near.filter(({ track }) => track !== stretch.track),
    );
    return { ...stretch, alone, aloneMs: lengthMs(alone) };
  });
}
