import type { PcmFile, TimeSpan } from '../audio/pcm-file.ts';

/** One speaker talking; `speaker` is 0-based, in no particular order. */
export interface SpeakerTurn extends TimeSpan {
  readonly speaker: number;
}

/** Who spoke when on one channel, by clustering voices. */
export interface Diarizer {
  /**
   * @param speakers how many to expect at most, or null when unknown
   * @throws CallmillError engine_crashed, engine_timeout, model_*
   */
  diarize(channel: PcmFile, speakers: number | null, signal?: AbortSignal): Promise<readonly SpeakerTurn[]>;

  /**
   * What a voice is like: a vector of unit length, to be compared with others of the same model by their cosine.
   *
   * @param spans of one voice alone, at least 0.1 s together
   * @throws CallmillError engine_crashed, engine_timeout, model_*
   */
  embed(channel: PcmFile, spans: readonly TimeSpan[], signal?: AbortSignal): Promise<Float32Array>;
}
