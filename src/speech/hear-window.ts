import { SAMPLE_RATE, type TimeSpan } from '../audio/pcm-file.ts';
import type { Word } from '../transcript/word.ts';
import { type Suspicion, suspicionsOf } from './guards.ts';
import { halves } from './halves.ts';
import { withoutNoise } from './noise.ts';
import type { SpeechRecognizer } from './recognizer.ts';
import { collapseRepetitions } from './repetition.ts';
import type { SpeechSettings } from './settings.ts';
import { spreadOverSpeech } from './spread-over-speech.ts';
import type { WindowReader } from './window-reader.ts';
import { toRecordingTimes } from './window-times.ts';
import type { Window } from './windows.ts';

/** A stretch whose words a guard did not believe. */
export interface Doubt extends TimeSpan {
  readonly suspicion: Suspicion;
  /** True when decoding it again gave words that nothing speaks against. */
  readonly resolved: boolean;
}

export interface HeardWindow {
  /** Recording times. */
  readonly words: readonly Word[];
  readonly language: string | null;
  readonly doubts: readonly Doubt[];
  /** Where words were left out because the model itself did not believe them. */
  readonly noise: readonly TimeSpan[];
}

export interface HearingTools {
  readonly recognizer: SpeechRecognizer;
  readonly reader: WindowReader;
  /** Detected speech of the whole channel. */
  readonly speech: readonly TimeSpan[];
  readonly settings: SpeechSettings;
}

/** What doubtful words are believed at most. */
const DOUBTED_CONFIDENCE = 0.1;

/**
 * Decodes a window; where the guards do not believe the words, its halves are decoded again (another cut is what gets a
 * decoder out of a loop or over what it dropped), in an allowed language if that was the trouble. Of both answers the
 * one with less doubtful time stays, and what doubt is left lowers its words' confidence.
 *
 * @param samples of the window, as its reader reads them
 */
export async function hearWindow(
  window: Window,
  samples: Float32Array,
  tools: HearingTools,
  signal?: AbortSignal,
): Promise<HeardWindow> {
  const { language, guards } = tools.settings;
  const { heard, doubted } = await attempt(window, samples, tools, language, guards.maxRedecodes, signal);
  return doubted === 0 ? heard : { ...heard, words: collapseRepetitions(heard.words) };
}

interface Attempt {
  readonly heard: HeardWindow;
  /** Milliseconds of audio whose words are in doubt. */
  readonly doubted: number;
}

async function attempt(
  window: Window,
  samples: Float32Array,
  tools: HearingTools,
  language: string | null,
  redecodes: number,
  signal: AbortSignal | undefined,
): Promise<Attempt> {
  signal?.throwIfAborted();
  const { recognizer, reader, settings } = tools;
  const { hotWords } = settings.vocabulary;
  const result = await recognizer.transcribe(samples, { language, hotWords }, signal);
  const speech = within(tools.speech, window);
  const words = spreadOverSpeech(toRecordingTimes(result.words, window), speech);
  const facts = { words, speech, language: result.language };
  const suspicions = suspicionsOf(facts, settings.guards, settings.allowedLanguages);
  const first = asHeard(window, withoutNoise(words, settings.guards), result.language, suspicions);
  if (suspicions.length === 0 || redecodes === 0) return first;

  const another = suspicions.includes('language') ? (settings.allowedLanguages[0] ?? language) : language;
  const pieces = halves(window, samples);
  if (pieces === null) return first;
  const again: Attempt[] = [];
  for (const piece of pieces) {
    again.push(await attempt(piece, await reader.read(piece), tools, another, redecodes - 1, signal));
  }
  const doubted = again.reduce((sum, one) => sum + one.doubted, 0);
  if (doubted >= first.doubted) return first;
  return {
    heard: {
      words: again.flatMap((one) => one.heard.words),
      language: again.find((one) => one.heard.words.length > 0)?.heard.language ?? result.language,
      doubts: [
        ...(doubted === 0 ? first.heard.doubts.map((doubt) => ({ ...doubt, resolved: true })) : []),
        ...again.flatMap((one) => one.heard.doubts),
      ],
      noise: again.flatMap((one) => one.heard.noise),
    },
    doubted,
  };
}

function asHeard(
  window: Window,
  { words, noise }: { readonly words: readonly Word[]; readonly noise: readonly TimeSpan[] },
  language: string | null,
  suspicions: readonly Suspicion[],
): Attempt {
  const startMs = Math.round(((window.parts[0]?.start ?? 0) * 1000) / SAMPLE_RATE);
  const endMs = Math.round(((window.parts.at(-1)?.end ?? 0) * 1000) / SAMPLE_RATE);
  const doubts = suspicions.map((suspicion) => ({ suspicion, startMs, endMs, resolved: false }));
  const invented = suspicions.some((suspicion) => suspicion === 'too_fast' || suspicion === 'repetition');
  const samples = window.parts.reduce((sum, part) => sum + part.end - part.start, 0);
  return {
    heard: { words: invented ? words.map(doubtful) : words, language, doubts, noise },
    doubted: suspicions.length === 0 ? 0 : (samples * 1000) / SAMPLE_RATE,
  };
}

function doubtful(word: Word): Word {
  return { ...word, confidence: Math.min(word.confidence ?? DOUBTED_CONFIDENCE, DOUBTED_CONFIDENCE) };
}

/** The detected speech that a window holds. */
function within(speech: readonly TimeSpan[], window: Window): TimeSpan[] {
  return window.parts.flatMap(({ start, end }) => {
    const from = (start * 1000) / SAMPLE_RATE;
    const to = (end * 1000) / SAMPLE_RATE;
    return speech
      .map((span) => ({ startMs: Math.max(span.startMs, from), endMs: Math.min(span.endMs, to) }))
      .filter((span) => span.endMs > span.startMs);
  });
}
