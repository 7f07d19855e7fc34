import type { PcmFile } from '../../audio/pcm-file.ts';
import { monotonicMs } from '../../clock/clock.ts';
import type { ModelInfo } from '../../models/model.ts';
import { transcribeChannel } from '../../speech/transcribe.ts';
import type { Utterance } from '../../transcript/word.ts';
import type { Engines, PipelineSettings } from '../tools.ts';

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
  settings: PipelineSettings,
  advance: (share: number) => void,
  signal: AbortSignal,
): Promise<Transcription> {
  const model = await engines.recognizer.info(signal);
  const started = monotonicMs();
  const utterances: Utterance[] = [];
  let language: string | null = null;
  for (const [index, channel] of channels.entries()) {
    const heard = await transcribeChannel(
      channel,
      {
        recognizer: engines.recognizer,
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
    model,
    milliseconds: monotonicMs() - started,
  };
}
