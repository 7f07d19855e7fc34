import { Transform } from 'node:stream';
import type { TimeSpan } from './pcm-file.ts';

/** A half-open stretch in frames (samples per channel). */
export interface FrameSpan {
  readonly start: number;
  readonly end: number;
}

export interface MuterOptions {
  readonly spans: readonly TimeSpan[];
  readonly mode: 'mute' | 'beep';
  readonly sampleRate: number;
  readonly channels: number;
  /** 2 or 4: signed little-endian integers, interleaved. */
  readonly bytesPerSample: 2 | 4;
}

const FADE_MS = 5;
const TONE_HZ = 1_000;
/** -14 dBFS: heard over speech, not painful after silence. */
const TONE_AMPLITUDE = 0.2;

/**
 * Replaces spans of a raw sample stream by silence or a tone, on all channels, leaving the number of samples as it is.
 * No original sample survives inside a span: the 5 ms fades lie outside, and the tone is added to nothing.
 */
export class Muter extends Transform {
  readonly #spans: readonly FrameSpan[];
  readonly #options: MuterOptions;
  readonly #frameBytes: number;
  readonly #fadeFrames: number;
  readonly #fullScale: number;
  #rest: Buffer = Buffer.alloc(0);
  #frames = 0;

  constructor(options: MuterOptions) {
    super({ emitClose: false, highWaterMark: 1 << 18 });
    this.#options = options;
    this.#spans = mergeSpans(options.spans, options.sampleRate);
    this.#frameBytes = options.bytesPerSample * options.channels;
    this.#fadeFrames = Math.max(1, Math.round((options.sampleRate * FADE_MS) / 1000));
    this.#fullScale = 2 ** (8 * options.bytesPerSample - 1) - 1;
  }

  /** Samples per channel that went through. */
  get frames(): number {
    return this.#frames;
  }

  override _transform(
    chunk: Buffer,
    _encoding: string,
    done: (error: Error | null, out?: Buffer) => void,
  ): void {
    const bytes = Buffer.concat([this.#rest, chunk]);
    const whole = bytes.length - (bytes.length % this.#frameBytes);
    this.#rest = bytes.subarray(whole);
    const out = bytes.subarray(0, whole);
    const first = this.#frames;
    this.#frames += whole / this.#frameBytes;
    for (const span of this.#spans) {
      if (span.start - this.#fadeFrames >= this.#frames) break;
      if (span.end + this.#fadeFrames > first) this.#cover(out, first, span);
    }
    done(null, out);
  }

  /** Applies one span, with the fades before and after it, to the frames `[first, #frames)` that `out` holds. */
  #cover(out: Buffer, first: number, span: FrameSpan): void {
    const from = Math.max(first, span.start - this.#fadeFrames);
    const to = Math.min(this.#frames, span.end + this.#fadeFrames);
    const view = new DataView(out.buffer, out.byteOffset, out.byteLength);
    for (let frame = from; frame < to; frame++) {
      const inside = frame >= span.start && frame < span.end;
      const value = inside ? this.#replacement(frame, span) : null;
      const gain = inside ? 0 : this.#distance(frame, span) / this.#fadeFrames;
      for (let channel = 0; channel < this.#options.channels; channel++) {
        const at = (frame - first) * this.#frameBytes + channel * this.#options.bytesPerSample;
        this.#write(view, at, value ?? Math.trunc(this.#read(view, at) * gain));
      }
    }
  }

  /** Frames from a span's edge: 0 for its direct neighbours, so that the fade meets silence. */
  #distance(frame: number, span: FrameSpan): number {
    return frame < span.start ? span.start - 1 - frame : frame - span.end;
  }

  #replacement(frame: number, span: FrameSpan): number {
    if (this.#options.mode === 'mute') return 0;
    const edge = Math.min(frame - span.start, span.end - 1 - frame);
    const ramp = Math.min(1, edge / this.#fadeFrames);
    const phase = (2 * Math.PI * TONE_HZ * (frame - span.start)) / this.#options.sampleRate;
    return Math.round(Math.sin(phase) * ramp * TONE_AMPLITUDE * this.#fullScale);
  }

  #read(view: DataView, at: number): number {
    return this.#options.bytesPerSample === 2 ? view.getInt16(at, true) : view.getInt32(at, true);
  }

  #write(view: DataView, at: number, value: number): void {
    if (this.#options.bytesPerSample === 2) view.setInt16(at, value, true);
    else view.setInt32(at, value, true);
  }
}

/** Spans as frames, sorted, widened to whole frames, without what lies before 0, overlapping ones merged. */
export function mergeSpans(spans: readonly TimeSpan[], sampleRate: number): FrameSpan[] {
  const merged: FrameSpan[] = [];
  const frames = spans
    .map(({ startMs, endMs }) => ({
      start: Math.max(0, Math.floor((startMs * sampleRate) / 1000)),
      end: Math.ceil((endMs * sampleRate) / 1000),
    }))
    .filter(({ start, end }) => end > start)
    .sort((a, b) => a.start - b.start);
  for (const span of frames) {
    const last = merged.at(-1);
    if (last === undefined || span.start > last.end) merged.push(span);
    else merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
  }
  return merged;
}
