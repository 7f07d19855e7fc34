import type { PcmFile } from '../../audio/pcm-file.ts';
import { monotonicMs } from '../../clock/clock.ts';
import { RecognizerChain } from '../../endpoints/recognizer-chain.ts';
import type { ModelInfo } from '../../models/model.ts';
import type { SpeechRecognizer } from '../../speech/recognizer.ts';
import { transcribeChannel } from '../../speech/transcribe.ts';
import type { Utterance } from '../../transcript/word.ts';
import type { Engines, PipelineSettings, RemoteRecognizer } from '../tools.ts';

/** The words of a call before speakers are known. */
export interface Transcription {
  readonly utterances: readonly Utterance[];
  readonly language: string | null;
  readonly model: ModelInfo;
  readonly milliseconds: number;
}

/** Turns every channel into words, one after the other: one decode at a time is what a GPU does best. */
export async function transcribe(
  channels: readonly PcmFile[],
  engines: Engines,
  remote: RemoteRecognizer | null,
  settings: PipelineSettings,
  advance: (share: number) => void,
  signal: AbortSignal,
): Promise<Transcription> {
  const recognizer = recognizerOf(engines, remote);
  const started = monotonicMs();
  const utterances: Utterance[] = [];
  let language: string | null = null;
  for (const [index, channel] of channels.entries()) {
    const heard = await transcribeChannel(
      channel,
      {
        recognizer,
        detector: engines.detector,
        language: settings.language,
        onProgress: (share: number) => advance((index + share) / channels.length),
      },
      signal,
    );
    utterances.push(...heard.utterances);
    language ??= heard.language;
  }
  return {
    utterances: utterances.sort((a, b) => a.startMs - b.startMs),
    language: language ?? settings.language,
    model: await recognizer.info(signal),
    milliseconds: monotonicMs() - started,
  };
}

/** One for the whole call: whoever takes over keeps it. */
function recognizerOf({ recognizer }: Engines, remote: RemoteRecognizer | null): SpeechRecognizer {
  if (remote === null) return recognizer;
  return new RecognizerChain(
    remote.use === 'first' ? [remote.recognizer, recognizer] : [recognizer, remote.recognizer],
  );
}
