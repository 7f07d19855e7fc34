import type { NativeConfig } from 'sherpa-onnx-node';
import type { LocatedModel, Provider } from '../../models/model.ts';
import type { HotWords } from '../hot-words.ts';

export interface FamilyOptions {
  readonly provider: Provider;
  readonly threads: number;
  /** '' lets the model detect; families of one language ignore it. */
  readonly language: string;
  /** Null for none; families that cannot listen for words ignore them. */
  readonly hotWords: HotWords | null;
}

/** How sherpa-onnx is told to run one kind of speech model. A new kind is one file here and one manifest entry. */
export interface SpeechFamily {
  /** `online` models are fed through a stream and decoded step by step. */
  readonly decoder: 'offline' | 'online';
  /** Longest window worth giving, in seconds; a manifest's `windowSeconds` overrides it. */
  readonly windowSeconds: number;
  /** How long a word goes on after its last token, in milliseconds; a manifest's `tailMs` overrides it. */
  readonly tailMs: number;
  /** What `auto` tries: the CPU is the faster one for small streaming models (three times on an Orin Nano). */
  readonly prefers: Provider;
  /** True when one loaded model can be told another language for the next window. */
  readonly takesLanguage: boolean;
  /** True when its beam search can be told what to listen for. */
  readonly takesHotWords: boolean;
  readonly files: readonly string[];
  readonly config: (
    files: Readonly<Record<string, string>>,
    model: LocatedModel,
    options: FamilyOptions,
  ) => NativeConfig;
}

/** Where nobody measured: rather too long, since the next word's start bounds it and redaction must cover a word. */
export const UNMEASURED_TAIL_MS = 500;

/** A file by its purpose; `modelFiles` has checked that it is there. */
export function file(files: Readonly<Record<string, string>>, purpose: string): string {
  return files[purpose] ?? '';
}

/** The part of every recogniser's configuration that does not depend on the family. */
export function common(files: Readonly<Record<string, string>>, options: FamilyOptions): NativeConfig {
  return {
    tokens: file(files, 'tokens'),
    numThreads: options.threads,
    provider: options.provider,
    debug: 0,
  };
}

export const FEATURES: NativeConfig = { sampleRate: 16_000, featureDim: 80 };

/**
 * How much a token on the way to a hot word is favoured, and over how many paths: the beam must be wider than usual,
 * because only tokens that are in it already are favoured. Word error on the development files with 18 rare words that
 * are spoken and 50 that are not: 7.45 % without, 6.35 % with 4 paths, 5.91 % with 8, 5.59 % with 16; with the 50 alone
 * 7.45 % (8 paths). Score 1: 6.35 %, 3: 5.81 %, but 7.67 % with the 50 alone.
 */
const HOT_WORD_SCORE = 2;
const HOT_WORD_PATHS = 8;

/** The parts of a transducer's configuration that make it listen for words. */
export function hotWordConfig(hotWords: HotWords | null): {
  readonly model: NativeConfig;
  readonly search: NativeConfig;
} {
  if (hotWords === null) return { model: {}, search: {} };
  return {
    model: { modelingUnit: 'bpe', bpeVocab: hotWords.pieces },
    search: {
      hotwordsBuf: hotWords.list,
      hotwordsBufSize: Buffer.byteLength(hotWords.list),
      hotwordsScore: HOT_WORD_SCORE,
      maxActivePaths: HOT_WORD_PATHS,
    },
  };
}
