import type { EngineGroup } from '../devices/group.ts';
import type { ModelEntry } from '../models/manifest.ts';

/** A process with its models, as the memory plan counts it. */
export interface ProcessNeed {
  readonly process: 'main' | 'speech' | 'voice activity' | 'diarization' | 'entities' | 'language model';
  /** Null: always resident. */
  readonly group: EngineGroup | null;
  readonly models: readonly string[];
  /** MB of 10⁶ bytes. */
  readonly needMb: number;
  readonly basis: string;
}

/** What the main process is held to. */
const MAIN_MB = 200;
/** A Node process with a native runtime and no model, measured on x86-64: 118 MB. */
const CHILD_MB = 120;
/** Diarization reads window by window and keeps what was found: from 2 to 20 minutes it grew by 0.37 MB a minute. */
const DIARIZED_MB_PER_MINUTE = 0.5;

/** The models that work together; null where a role goes without. */
export interface PlannedModels {
  readonly speech: ModelEntry;
  readonly voiceActivity: ModelEntry;
  readonly segmentation: ModelEntry | null;
  readonly embedding: ModelEntry | null;
  readonly language: ModelEntry | null;
  readonly entities: ModelEntry | null;
}

/** How the language model is opened: its cache grows with all of it. */
export interface LanguageCache {
  /** Of each sequence. */
  readonly contextTokens: number;
  /** Prompts that are held at once. */
  readonly sequences: number;
  readonly kvCache: 'f16' | 'q8_0' | 'q4_0';
}

export interface NeedOptions {
  readonly cache: LanguageCache;
  /** Longest call that is diarized. */
  readonly longestMinutes: number;
  /** What the language model's file itself says of weights, cache and buffers; takes the place of the manifest's figures. */
  readonly languageMb?: number | null;
}

/** What every process will hold once its models are loaded and at work. */
export function processNeeds(models: PlannedModels, options: NeedOptions): ProcessNeed[] {
  const { speech, voiceActivity, segmentation, embedding, language, entities } = models;
  const needs: ProcessNeed[] = [
    { process: 'main', group: null, models: [], needMb: MAIN_MB, basis: 'the limit it is held to' },
    {
      process: 'speech',
      group: 'speech',
      models: [speech.id],
      needMb: CHILD_MB + speech.memory.residentMb,
      basis: speech.memory.basis,
    },
    {
      process: 'voice activity',
      group: 'speech',
      models: [voiceActivity.id],
      needMb: CHILD_MB + voiceActivity.memory.residentMb,
      basis: voiceActivity.memory.basis,
    },
  ];
  if (segmentation !== null && embedding !== null) {
    needs.push({
      process: 'diarization',
      group: 'speech',
      models: [segmentation.id, embedding.id],
      needMb: Math.ceil(
        CHILD_MB +
          segmentation.memory.residentMb +
          embedding.memory.residentMb +
          options.longestMinutes * DIARIZED_MB_PER_MINUTE,
      ),
      basis: `${embedding.memory.basis}; what was found in ${options.longestMinutes} minutes`,
    });
  }
  if (entities !== null) {
    // Small, and asked by every call in hand: it takes no turns.
    needs.push({
      process: 'entities',
      group: null,
      models: [entities.id],
      needMb: CHILD_MB + entities.memory.residentMb,
      basis: entities.memory.basis,
    });
  }
  if (language !== null) {
    const fromFile = options.languageMb ?? null;
    needs.push({
      process: 'language model',
      group: 'language',
      models: [language.id],
      needMb: CHILD_MB + (fromFile ?? languageModelMb(language, options.cache)),
      basis:
        fromFile === null ? language.memory.basis : "node-llama-cpp's estimate for the file that is here",
    });
  }
  return needs;
}

/** Bytes of one cached value over those of 16 bits: blocks of 32 carry a scale of 16 bits. */
const OF_16_BITS = { f16: 1, q8_0: 34 / 64, q4_0: 18 / 64 } as const;

/** Weights, buffers and cache by the manifest, MB. */
export function languageModelMb(
  { memory }: ModelEntry,
  { contextTokens, sequences, kvCache }: LanguageCache,
): number {
  const tokens = contextTokens * sequences;
  const cacheMb = ((memory.kvBytesPerToken ?? 0) * tokens * OF_16_BITS[kvCache]) / 1_000_000;
  return Math.ceil(memory.residentMb + cacheMb);
}
