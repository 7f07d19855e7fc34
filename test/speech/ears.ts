import type { PcmFile } from '../../src/audio/pcm-file.ts';
import { SpeechClient } from '../../src/inference/speech-client.ts';
import { VoiceActivityClient } from '../../src/inference/voice-activity-client.ts';
import type { LocatedModel } from '../../src/models/model.ts';
import { SPEECH_DEFAULTS } from '../../src/speech/settings.ts';
import {
  type ChannelTranscript,
  type TranscribeOptions,
  transcribeChannel,
} from '../../src/speech/transcribe.ts';
import { CPU, realModel } from '../inference/fixtures/models.ts';

/** The two processes that hear a channel, as the path has them. */
export interface Ears {
  readonly recognizer: SpeechClient;
  readonly detector: VoiceActivityClient;
  hear(
    channel: PcmFile,
    options?: Partial<TranscribeOptions>,
    signal?: AbortSignal,
  ): Promise<ChannelTranscript>;
  close(): Promise<void>;
}

export function openEars(speech: LocatedModel, voiceActivity: LocatedModel): Ears {
  const recognizer = new SpeechClient(speech, CPU);
  const detector = new VoiceActivityClient(voiceActivity, CPU);
  return {
    recognizer,
    detector,
    async hear(channel, options, signal) {
      const found = await detector.detect(channel, signal);
      const all = { recognizer, speech: found, settings: SPEECH_DEFAULTS, ...options };
      return await transcribeChannel(channel, all, signal);
    },
    async close() {
      await Promise.all([recognizer.close(), detector.close()]);
    },
  };
}

/** The small zipformer behind Silero. @param directory for what has to be made of them */
export async function openRealEars(directory: string): Promise<Ears> {
  return openEars(await realModel('zipformer-en-3.3M', directory), await realModel('silero-vad', directory));
}
