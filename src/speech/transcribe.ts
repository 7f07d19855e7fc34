import { type PcmFile, SAMPLE_RATE, type TimeSpan } from '../audio/pcm-file.ts';
import type { Utterance, Word } from '../transcript/word.ts';
import { loudnessOf } from './loudness.ts';
import { PcmReader } from './pcm-range.ts';
import type { SpeechRecognizer, VoiceActivityDetector } from './recognizer.ts';
import { collapseRepetitions } from './repetition.ts';
import { utterancesOf } from './utterances.ts';
import { toRecordingTimes } from './window-times.ts';
import { planWindows, type SpeechSpan, type Window } from './windows.ts';

export interface TranscribeOptions {
  readonly recognizer: SpeechRecognizer;
  readonly detector: VoiceActivityDetector;
  /** BCP 47 code, or null to let the model detect. */
  readonly language: string | null;
  /** @param fraction 0…1 of the channel's speech */
  readonly onProgress?: (fraction: number) => void;
}

export interface ChannelTranscript {
  readonly utterances: readonly Utterance[];
  /** The language most of the speech was heard in, null when the model does not tell. */
  readonly language: string | null;
  readonly speechMs: number;
}

/** Sound kept before and after detected speech: detectors cut into soft first and last consonants. */
const PAD_SECONDS = 0.3;
/** Shorter windows are filled up with silence; the recogniser refuses less than 0.1 s. */
const MIN_WINDOW_SECONDS = 0.2;

/**
 * One channel's speech to utterances. Only speech is decoded, window by window, and only one window is in memory.
 *
 * @throws CallmillError from the engine; the signal's reason when aborted
 */
export async function transcribeChannel(
  channel: PcmFile,
  options: TranscribeOptions,
  signal?: AbortSignal,
): Promise<ChannelTranscript> {
  const { recognizer, detector, language, onProgress } = options;
  const spans = await detector.detect(channel, signal);
  await using reader = await PcmReader.open(channel);
  const maxSamples = Math.floor(recognizer.maxWindowSeconds * SAMPLE_RATE);
  const windows = planWindows(await speechSpans(spans, channel, reader, maxSamples), {
    totalSamples: channel.samples,
    maxSamples,
    padSamples: PAD_SECONDS * SAMPLE_RATE,
  });

  const words: Word[] = [];
  const heard = new Map<string, number>();
  for (const [index, window] of windows.entries()) {
    signal?.throwIfAborted();
    const samples = await readWindow(reader, window);
    const result = await recognizer.transcribe(samples, { language }, signal);
    words.push(...toRecordingTimes(collapseRepetitions(result.words), window));
    if (result.language !== null && result.words.length > 0) {
      heard.set(result.language, (heard.get(result.language) ?? 0) + samples.length);
    }
    onProgress?.((index + 1) / windows.length);
  }
  words.sort((a, b) => a.startMs - b.startMs);
  return {
    utterances: utterancesOf(words, channel.channel),
    language: mostHeard(heard),
    speechMs: Math.round(spans.reduce((sum, span) => sum + span.endMs - span.startMs, 0)),
  };
}

/** Milliseconds to samples, inside the file; loudness only where a span will have to be cut. */
async function speechSpans(
  spans: readonly TimeSpan[],
  channel: PcmFile,
  reader: PcmReader,
  maxSamples: number,
): Promise<SpeechSpan[]> {
  const toSample = (ms: number): number =>
    Math.min(channel.samples, Math.max(0, Math.round((ms * SAMPLE_RATE) / 1000)));
  const found: SpeechSpan[] = [];
  for (const span of spans) {
    const start = Math.max(toSample(span.startMs), found.at(-1)?.end ?? 0);
    const end = toSample(span.endMs);
    if (end <= start) continue;
    const tooLong = end - start > maxSamples - 2 * PAD_SECONDS * SAMPLE_RATE;
    found.push(tooLong ? { start, end, loudness: await loudnessOf(reader, start, end) } : { start, end });
  }
  return found;
}

async function readWindow(reader: PcmReader, window: Window): Promise<Float32Array> {
  const length = window.parts.reduce((sum, part) => sum + part.end - part.start, 0);
  const samples = new Float32Array(Math.max(length, MIN_WINDOW_SECONDS * SAMPLE_RATE));
  let at = 0;
  for (const part of window.parts) {
    samples.set(await reader.read(part.start, part.end), at);
    at += part.end - part.start;
  }
  return samples;
}

function mostHeard(heard: ReadonlyMap<string, number>): string | null {
  const [first] = [...heard].sort((a, b) => b[1] - a[1]);
  return first?.[0] ?? null;
}
