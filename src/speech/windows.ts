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
  /** No window is longer; more than twice the padding and the overlap together. */
  readonly maxSamples: number;
  /** Sound kept around each span, less where the neighbour is nearer. */
  readonly padSamples: number;
  /** What two windows share where a cut fell inside speech. */
  readonly overlapSamples: number;
}

/** 20 ms at 16 kHz. */
export const LOUDNESS_FRAME = 320;

/** A cut this much quieter than its span (-20 dB) lies in a pause: no word is in two pieces, nothing need overlap. */
const PAUSE_SHARE = 0.1;

interface Piece extends SampleRange {
  /** It begins where a span was cut, and somebody was speaking there. */
  readonly cutsSpeech: boolean;
}

/**
 * Packs speech into as few windows as its order allows. Every sample of every span is in a part; parts are in order.
 * Neighbouring windows share `overlapSamples` where the cut between them fell inside speech, and nothing otherwise.
 *
 * @param spans ordered, not overlapping
 */
export function planWindows(spans: readonly SpeechSpan[], options: WindowOptions): Window[] {
  const { maxSamples, padSamples, overlapSamples } = options;
  const limit = Math.max(1, maxSamples - 2 * padSamples - overlapSamples);
  const pieces = spans.flatMap((span) => splitLong(span, limit));
  const windows: SampleRange[][] = [];
  let length = 0;
  for (const { start, end } of overlapped(padded(pieces, options), Math.floor(overlapSamples / 2))) {
    const window = windows.at(-1);
    const last = window?.at(-1);
    if (window === undefined || last === undefined || length + end - start > maxSamples) {
      windows.push([{ start, end }]);
      length = end - start;
      continue;
    }
    length += end - Math.max(start, last.end);
    if (last.end >= start) window[window.length - 1] = { start: last.start, end };
    else window.push({ start, end });
  }
  return windows.map((parts) => ({ parts }));
}

/** What two neighbouring windows both hold, null when nothing. */
export function sharedBy(before: Window, after: Window): SampleRange | null {
  const [start, end] = [after.parts[0]?.start ?? 0, before.parts.at(-1)?.end ?? 0];
  return start < end ? { start, end } : null;
}

/** Lets both pieces at a cut inside speech reach over it, each by at most half of what the shorter one holds. */
function overlapped(pieces: readonly Piece[], most: number): SampleRange[] {
  const reach = (left: Piece | undefined, right: Piece | undefined): number => {
    if (left === undefined || right === undefined || !right.cutsSpeech) return 0;
    return Math.min(most, Math.floor(Math.min(left.end - left.start, right.end - right.start) / 2));
  };
  return pieces.map((piece, i) => ({
    start: piece.start - reach(pieces[i - 1], piece),
    end: piece.end + reach(piece, pieces[i + 1]),
  }));
}

/** Each piece with its padding, which ends half-way to the neighbour at the latest. */
function padded(pieces: readonly Piece[], options: WindowOptions): Piece[] {
  const { totalSamples, padSamples } = options;
  return pieces.map((piece, i) => {
    const before = pieces[i - 1]?.end;
    const after = pieces[i + 1]?.start;
    const left = before === undefined ? piece.start : Math.floor((piece.start - before) / 2);
    const right = after === undefined ? totalSamples - piece.end : Math.ceil((after - piece.end) / 2);
    return {
      ...piece,
      start: piece.start - Math.min(padSamples, left),
      end: piece.end + Math.min(padSamples, right),
    };
  });
}

/** Cuts a span longer than `limit` at the quietest places, none of the pieces shorter than a third of the limit. */
function splitLong(span: SpeechSpan, limit: number): Piece[] {
  const pieces: Piece[] = [];
  let { start } = span;
  let cutsSpeech = false;
  while (span.end - start > limit) {
    const cut = quietest(span, start + Math.ceil(limit / 3), start + limit);
    pieces.push({ start, end: cut.at, cutsSpeech });
    start = cut.at;
    cutsSpeech = cut.inSpeech;
  }
  pieces.push({ start, end: span.end, cutsSpeech });
  return pieces;
}

/** The middle of the quietest frame between two samples, the later one without loudness to go by. */
function quietest({ start, loudness }: SpeechSpan, from: number, to: number) {
  let at = to;
  let lowest = Number.POSITIVE_INFINITY;
  if (loudness === undefined) return { at, inSpeech: true };
  const first = Math.ceil((from - start) / LOUDNESS_FRAME);
  const last = Math.min(Math.floor((to - start) / LOUDNESS_FRAME) - 1, loudness.length - 2);
  for (let frame = first; frame <= last; frame++) {
    // With its neighbours: one quiet frame inside a plosive is no pause.
    const around = (loudness[frame - 1] ?? 0) + (loudness[frame] ?? 0) + (loudness[frame + 1] ?? 0);
    if (around >= lowest) continue;
    lowest = around;
    at = start + frame * LOUDNESS_FRAME + LOUDNESS_FRAME / 2;
  }
  return { at, inSpeech: !(lowest / 3 < PAUSE_SHARE * mean(loudness)) };
}

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
