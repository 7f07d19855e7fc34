import { totalmem } from 'node:os';
import { type ModelEntry, manifestEntry } from './manifest.ts';
import type { LocatedModel } from './model.ts';

/** What an operator may say about the language model's memory. */
export interface LanguageTuning {
  readonly board: 'auto' | 'small' | 'large';
  readonly kvCache: 'auto' | 'f16' | 'q8_0' | 'q4_0';
}

/** A 16 GB board shows about 15.3 GB to Linux. */
const LARGE_BYTES = 15e9;

/** A model with the manifest's settings for this board, and the cache precision that was asked for. */
export function tuned(model: LocatedModel, tuning: LanguageTuning): LocatedModel {
  const { largeBoard } = manifestEntry(model.id);
  return { ...model, settings: tunedSettings({ settings: model.settings, largeBoard }, tuning, totalmem()) };
}

/** The settings for a board with so much memory. @param memoryBytes as Linux shows it */
export function tunedSettings(
  { settings, largeBoard }: Pick<ModelEntry, 'settings' | 'largeBoard'>,
  { board, kvCache }: LanguageTuning,
  memoryBytes: number,
): ModelEntry['settings'] {
  const large = board === 'large' || (board === 'auto' && memoryBytes >= LARGE_BYTES);
  return { ...settings, ...(large ? largeBoard : {}), ...(kvCache === 'auto' ? {} : { kvCache }) };
}
