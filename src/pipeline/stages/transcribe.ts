import type { PcmFile, TimeSpan } from '../../audio/pcm-file.ts';
import { monotonicMs } from '../../clock/clock.ts';
import { RecognizerChain } from '../../endpoints/recognizer-chain.ts';
import type { ModelInfo } from '../../models/model.ts';
import { callLanguage } from '../../speech/call-language.ts';
import type { SpeechRecognizer, VoiceActivityDetector } from '../../speech/recognizer.ts';
import type { SpeechSettings } from '../../speech/settings.ts';
import { type ChannelTranscript, transcribeChannel } from '../../speech/transcribe.ts';
import { applyVocabulary } from '../../speech/vocabulary.ts';
import type { Utterance } from '../../transcript/word.ts';
import type { Engines, RemoteRecognizer } from '../tools.ts';

/** The words of a call before speakers are known. */
export interface Transcription {
  readonly utterances: readonly Utterance[];
  readonly language: string | null;
  readonly model: ModelInfo;
  /** At work on it, without waiting for a device. */
  readonly milliseconds: number;
  /** What was heard in each channel, for the account of how well it could be heard. */
  readonly channels: readonly ChannelTranscript[];
}

/** Where somebody speaks, for each channel. */
export interface FoundSpeech {
  readonly spans: readonly (readonly TimeSpan[])[];
  readonly milliseconds: number;
}

/** Finds speech in every channel: what the recogniser will be given, found while it hears another call. */
export async function findSpeech(
  channels: readonly PcmFile[],
  detector: VoiceActivityDetector,
  signal: AbortSignal,
): Promise<FoundSpeech> {
  const started = monotonicMs();
  const spans: (readonly TimeSpan[])[] = [];
  for (const channel of channels) spans.push(await detector.detect(channel, signal));
  return { spans, milliseconds: monotonicMs() - started };
}

/**
 * Turns every channel into words, one after the other: one decode at a time is what a GPU does best.
 *
 * @throws CallmillError language_not_allowed, and whatever the engine throws
 */
export async function transcribe(
  channels: readonly PcmFile[],
  found: FoundSpeech,
  engines: Pick<Engines, 'recognizer'>,
  remote: RemoteRecognizer | null,
  settings: SpeechSettings,
  advance: (share: number) => void,
  signal: AbortSignal,
): Promise<Transcription> {
  const recognizer = recognizerOf(engines, remote);
  const started = monotonicMs();
  const heard: ChannelTranscript[] = [];
  for (const [index, channel] of channels.entries()) {
    const onProgress = (share: number) => advance((index + share) / channels.length);
    const speech = found.spans[index] ?? [];
    heard.push(await transcribeChannel(channel, { recognizer, speech, settings, onProgress }, signal));
  }
  const language = callLanguage(heard, settings);
  const utterances = heard
    .flatMap((channel) => channel.utterances)
    .flatMap((utterance) => applyVocabulary(utterance, settings))
    .sort((a, b) => a.startMs - b.startMs);
  const model = await recognizer.info(signal);
  const milliseconds = found.milliseconds + monotonicMs() - started;
  return { utterances, language, model, milliseconds, channels: heard };
}

/** One for the whole call: whoever takes over keeps it. */
function recognizerOf(
  { recognizer }: Pick<Engines, 'recognizer'>,
  remote: RemoteRecognizer | null,
): SpeechRecognizer {
  if (remote === null) return recognizer;
  return new RecognizerChain(
    remote.use === 'first' ? [remote.recognizer, recognizer] : [recognizer, remote.recognizer],
  );
}
