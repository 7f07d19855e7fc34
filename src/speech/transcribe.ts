import { type PcmFile, SAMPLE_RATE, type TimeSpan } from '../audio/pcm-file.ts';
import type { Utterance, Word } from '../transcript/word.ts';
import { type Doubt, hearWindow } from './hear-window.ts';
import { loudnessOf } from './loudness.ts';
import { mergeOverlap } from './merge-overlap.ts';
import { PcmReader } from './pcm-range.ts';
import type { SpeechRecognizer } from './recognizer.ts';
import type { SegmentationSettings, SpeechSettings } from './settings.ts';
import { utterancesOf } from './utterances.ts';
import { WindowReader } from './window-reader.ts';
import { planWindows, type SpeechSpan, sharedBy, type Window, type WindowOptions } from './windows.ts';

export interface TranscribeOptions {
  readonly recognizer: SpeechRecognizer;
  /** Where somebody speaks in the channel: ordered, without overlaps. */
  readonly speech: readonly TimeSpan[];
  readonly settings: SpeechSettings;
  /** @param fraction 0…1 of the channel's speech */
  readonly onProgress?: (fraction: number) => void;
}

export interface ChannelTranscript {
  /** 0-based channel of the recording. */
  readonly channel: number;
  readonly utterances: readonly Utterance[];
  /** Milliseconds of speech heard in each language that the model named. */
  readonly languages: ReadonlyMap<string, number>;
  readonly speechMs: number;
  /** How many windows were decoded. */
  readonly windows: number;
  /** What the guards did not believe. */
  readonly doubts: readonly Doubt[];
  /** Utterances left out because the model itself did not believe them. */
  readonly noise: readonly TimeSpan[];
}

/**
 * One channel's speech to utterances. Only speech is decoded, window by window, and only two windows are in memory.
 *
 * @throws CallmillError from the engine; the signal's reason when aborted
 */
export async function transcribeChannel(
  channel: PcmFile,
  options: TranscribeOptions,
  signal?: AbortSignal,
): Promise<ChannelTranscript> {
  const { recognizer, speech, settings, onProgress } = options;
  await using file = await PcmReader.open(channel);
  const limits = limitsOf(channel, recognizer.maxWindowSeconds, settings.segmentation);
  const spans = await speechSpans(speech, channel, file, limits);
  const windows = planWindows(spans, limits);
  const reader = await WindowReader.open(file, spans, settings.segmentation.levelDb);

  let words: readonly Word[] = [];
  const languages = new Map<string, number>();
  const doubts: Doubt[] = [];
  const noise: TimeSpan[] = [];
  let reading = readAhead(reader, windows[0]);
  for (const [index, window] of windows.entries()) {
    const samples = await reading;
    // The engine need not wait for the file: the next window is read while this one is decoded.
    reading = readAhead(reader, windows[index + 1]);
    const heard = await hearWindow(window, samples, { recognizer, reader, speech, settings }, signal);
    const before = windows[index - 1];
    const shared = before === undefined ? null : sharedBy(before, window);
    words = shared === null ? [...words, ...heard.words] : mergeOverlap(words, heard.words, toTimes(shared));
    doubts.push(...heard.doubts);
    noise.push(...heard.noise);
    if (heard.language !== null && heard.words.length > 0) {
      const ms = window.parts.reduce((sum, part) => sum + part.end - part.start, 0) / (SAMPLE_RATE / 1000);
      languages.set(heard.language, (languages.get(heard.language) ?? 0) + ms);
    }
    onProgress?.((index + 1) / windows.length);
  }
  return {
    channel: channel.channel,
    utterances: utterancesOf(
      words.toSorted((a, b) => a.startMs - b.startMs),
      channel.channel,
    ),
    noise,
    languages,
    speechMs: Math.round(speech.reduce((sum, span) => sum + span.endMs - span.startMs, 0)),
    windows: windows.length,
    doubts,
  };
}

function readAhead(reader: WindowReader, window: Window | undefined): Promise<Float32Array> {
  const samples = window === undefined ? Promise.resolve(new Float32Array(0)) : reader.read(window);
  // A window that failed before this one is the error to tell of.
  samples.catch(() => {});
  return samples;
}

function limitsOf(
  channel: PcmFile,
  maxWindowSeconds: number,
  { padMs, overlapMs }: SegmentationSettings,
): WindowOptions {
  return {
    totalSamples: channel.samples,
    maxSamples: Math.floor(maxWindowSeconds * SAMPLE_RATE),
    padSamples: Math.round((padMs * SAMPLE_RATE) / 1000),
    overlapSamples: Math.round((overlapMs * SAMPLE_RATE) / 1000),
  };
}

/** Milliseconds to samples, inside the file; loudness only where a span will have to be cut. */
async function speechSpans(
  spans: readonly TimeSpan[],
  channel: PcmFile,
  reader: PcmReader,
  { maxSamples, padSamples, overlapSamples }: WindowOptions,
): Promise<SpeechSpan[]> {
  const toSample = (ms: number): number =>
    Math.min(channel.samples, Math.max(0, Math.round((ms * SAMPLE_RATE) / 1000)));
  const found: SpeechSpan[] = [];
  for (const span of spans) {
    const start = Math.max(toSample(span.startMs), found.at(-1)?.end ?? 0);
    const end = toSample(span.endMs);
    if (end <= start) continue;
    const tooLong = end - start > maxSamples - overlapSamples - 2 * padSamples;
    found.push(tooLong ? { start, end, loudness: await loudnessOf(reader, start, end) } : { start, end });
  }
  return found;
}

function toTimes({ start, end }: { readonly start: number; readonly end: number }): TimeSpan {
  return { startMs: (start * 1000) / SAMPLE_RATE, endMs: (end * 1000) / SAMPLE_RATE };
}
