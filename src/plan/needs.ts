import type { ModelEntry } from '../models/manifest.ts';
import type { EngineGroup } from './memory-plan.ts';

/** A process with its models, as the memory plan counts it. */
export interface ProcessNeed {
  readonly process: 'main' | 'speech' | 'diarization' | 'entities' | 'language model';
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
/** Diarization reads a call whole: 64 kB of samples a second, and as much again inside the runtime. */
const DIARIZED_MB_PER_MINUTE = (2 * 64_000 * 60) / 1_000_000;

/** The models that work together; null where a role goes without. */
export interface PlannedModels {
  readonly speech: ModelEntry;
  readonly voiceActivity: ModelEntry;
  readonly segmentation: ModelEntry | null;
  readonly embedding: ModelEntry | null;
  readonly language: ModelEntry | null;
  readonly entities: ModelEntry | null;
}

export interface NeedOptions {
  /** Of the language model; its cache grows with it. */
  readonly contextTokens: number;
  /** Bytes of one cached value over those of 16 bits: 0.53 for 8-bit, 0.28 for 4-bit caches. */
  readonly kvFactor: number;
  /** Longest call that is diarized. */
  readonly longestMinutes: number;
}

/** What every process will hold once its models are loaded and at work. */
export function processNeeds(models: PlannedModels, options: NeedOptions): ProcessNeed[] {
  const { speech, voiceActivity, segmentation, embedding, language, entities } = models;
  const needs: ProcessNeed[] = [
    { process: 'main', group: null, models: [], needMb: MAIN_MB, basis: 'the limit it is held to' },
    {
      process: 'speech',
      group: 'speech',
      models: [speech.id, voiceActivity.id],
      needMb: CHILD_MB + speech.memory.residentMb + voiceActivity.memory.residentMb,
      basis: speech.memory.basis,
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
      basis: `${embedding.memory.basis}; ${options.longestMinutes} minutes of samples twice`,
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
    const cacheMb =
      ((language.memory.kvBytesPerToken ?? 0) * options.contextTokens * options.kvFactor) / 1_000_000;
    needs.push({
      process: 'language model',
      group: 'language',
      models: [language.id],
      needMb: Math.ceil(CHILD_MB + language.memory.residentMb + cacheMb),
      basis: language.memory.basis,
    });
  }
  return needs;
}
