/** A half-open range of samples of one channel. */
export interface SampleRange {
  readonly start: number;
  readonly end: number;
}

/** Speech found by voice activity detection. */
export interface SpeechSpan extends SampleRange {
  /** RMS of each {@link LOUDNESS_FRAME} of the span; needed only when it is longer than a window. */
  readonly loudness?: Float32Array;
}

/** What is decoded at once: stretches of the recording laid end to end, the silence between them left out. */
export interface Window {
  readonly parts: readonly SampleRange[];
}

export interface WindowOptions {
  readonly totalSamples: number;
  /** No window is longer. */
  readonly maxSamples: number;
  /** Sound kept around each span, less where the neighbour is nearer. */
  readonly padSamples: number;
}

/** 20 ms at 16 kHz. */
export const LOUDNESS_FRAME = 320;

/**
 * Packs speech into as few windows as its order allows. Every sample of every span lies in exactly one part; parts
 * are in order and do not overlap, so that nothing spoken is dropped or read twice.
 *
 * @param spans ordered, not overlapping
 */
export function planWindows(spans: readonly SpeechSpan[], options: WindowOptions): Window[] {
  const { maxSamples, padSamples } = options;
  const pieces = spans.flatMap((span) => splitLong(span, Math.max(1, maxSamples - 2 * padSamples)));
  const windows: SampleRange[][] = [];
  let length = 0;
  for (const range of padded(pieces, options)) {
    const window = windows.at(-1);
    if (window === undefined || length + range.end - range.start > maxSamples) {
      windows.push([range]);
      length = range.end - range.start;
      continue;
    }
    length += range.end - range.start;
    const last = window.at(-1);
    if (last?.end === range.start) window[window.length - 1] = { start: last.start, end: range.end };
    else window.push(range);
  }
  return windows.map((parts) => ({ parts }));
}

/** Each piece with its padding, which ends half-way to the neighbour at the latest. */
function padded(pieces: readonly SampleRange[], options: WindowOptions): SampleRange[] {
  const { totalSamples, padSamples } = options;
  return pieces.map((piece, i) => {
    const before = pieces[i - 1]?.end;
    const after = pieces[i + 1]?.start;
    const left = before === undefined ? piece.start : Math.floor((piece.start - before) / 2);
    const right = after === undefined ? totalSamples - piece.end : Math.ceil((after - piece.end) / 2);
    return {
      start: piece.start - Math.min(padSamples, left),
      end: piece.end + Math.min(padSamples, right),
    };
  });
}

/** Cuts a span longer than `limit` at the quietest places, none of the pieces shorter than a third of the limit. */
function splitLong(span: SpeechSpan, limit: number): SampleRange[] {
  const pieces: SampleRange[] = [];
  let { start } = span;
  while (span.end - start > limit) {
    const cut = quietest(span, start + Math.ceil(limit / 3), start + limit);
    pieces.push({ start, end: cut });
    start = cut;
  }
  pieces.push({ start, end: span.end });
  return pieces;
}

/** The middle of the quietest frame between two samples, the later one without loudness to go by. */
function quietest({ start, loudness }: SpeechSpan, from: number, to: number): number {
  if (loudness === undefined) return to;
  let best = to;
  let lowest = Number.POSITIVE_INFINITY;
  const first = Math.ceil((from - start) / LOUDNESS_FRAME);
  const last = Math.min(Math.floor((to - start) / LOUDNESS_FRAME) - 1, loudness.length - 2);
  for (let frame = first; frame <= last; frame++) {
    // With its neighbours: one quiet frame inside a plosive is no pause.
    const around = (loudness[frame - 1] ?? 0) + (loudness[frame] ?? 0) + (loudness[frame + 1] ?? 0);
    if (around >= lowest) continue;
    lowest = around;
    best = start + frame * LOUDNESS_FRAME + LOUDNESS_FRAME / 2;
  }
  return best;
}
