/** How speech is cut into windows. Voice activity has its own thresholds in the manifest, beside its model. */
export interface SegmentationSettings {
  /** Sound kept before and after detected speech: detectors cut into soft first and last consonants. */
  readonly padMs: number;
  /** How much two windows share where a cut had to fall inside speech; the words heard twice are merged. */
  readonly overlapMs: number;
  /** Level that speech is brought to before decoding, in dBFS; null leaves it as recorded. */
  readonly levelDb: number | null;
}

/** When what a model wrote is not believed. See docs/transcripts.md for what each was measured on. */
export interface GuardSettings {
  /** Text length over its deflated length; Whisper's own bound. */
  readonly maxCompressionRatio: number;
  /** Words per second of detected speech; auctioneers reach 6. */
  readonly maxWordsPerSecond: number;
  /** Detected speech this long without a single word was dropped by the decoder. */
  readonly maxWordlessMs: number;
  /** Words of a mean confidence below this are noise, music or another language. */
  readonly minConfidence: number;
  /** How often a suspect window is cut in two and decoded again. */
  readonly maxRedecodes: number;
}

/** A phrase and what is written instead, both as words. */
export interface Replacement {
  readonly from: string;
  readonly to: string;
}

/** What a client's calls are full of. */
export interface Vocabulary {
  /** Words and names to listen for; only transducers with beam search can. */
  readonly hotWords: readonly string[];
  readonly replacements: readonly Replacement[];
}

/** `keep` leaves "um" a word like others, `mark` flags it, `drop` leaves it out. */
export type FillerMode = 'keep' | 'mark' | 'drop';

/** How a call's speech becomes words, besides the models. Plain data: part of what decides a transcript. */
export interface SpeechSettings {
  /** BCP 47 code, or null to let the model detect. */
  readonly language: string | null;
  /** Languages a call may be in; empty allows all that the model knows. */
  readonly allowedLanguages: readonly string[];
  readonly segmentation: SegmentationSettings;
  readonly guards: GuardSettings;
  readonly vocabulary: Vocabulary;
  readonly fillers: FillerMode;
}

export const SPEECH_DEFAULTS: SpeechSettings = {
  language: null,
  allowedLanguages: [],
  segmentation: { padMs: 300, overlapMs: 1000, levelDb: -17 },
  guards: {
    maxCompressionRatio: 2.4,
    maxWordsPerSecond: 7,
    maxWordlessMs: 3000,
    minConfidence: 0.35,
    maxRedecodes: 1,
  },
  vocabulary: { hotWords: [], replacements: [] },
  fillers: 'keep',
};
