import type { PcmFile, TimeSpan } from '../audio/pcm-file.ts';
import type { ModelInfo } from '../models/model.ts';
import type { Word } from '../transcript/word.ts';

export interface RecognizeOptions {
  /** BCP 47 code, or null to let a multilingual model detect it. */
  readonly language: string | null;
  /** Words and names to listen for; families that cannot do so ignore them. */
  readonly hotWords?: readonly string[];
}

/** What a recogniser heard in one window; word times are milliseconds from the window's start. */
export interface RecognizedWindow {
  readonly words: readonly Word[];
  /** Detected or configured language, null when the family does not tell. */
  readonly language: string | null;
}

/** Speech to words, one window at a time. Implementations never see more than their model's window. */
export interface SpeechRecognizer {
  /** Loads the model if need be and says what it is. */
  info(signal?: AbortSignal): Promise<ModelInfo>;
  /** The longest window the model reads whole, in seconds (Whisper: 25). */
  readonly maxWindowSeconds: number;
  /**
   * @param samples mono float32 at 16 kHz, finite, at least 0.1 s
   * @throws CallmillError engine_crashed, engine_timeout, engine_rejected, model_*, provider_unavailable
   */
  transcribe(
    samples: Float32Array,
    options: RecognizeOptions,
    signal?: AbortSignal,
  ): Promise<RecognizedWindow>;
}

/** Finds speech in a whole channel; spans are ordered and do not overlap. */
export interface VoiceActivityDetector {
  detect(channel: PcmFile, signal?: AbortSignal): Promise<readonly TimeSpan[]>;
}
