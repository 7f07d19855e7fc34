import { totalmem } from 'node:os';
import { manifestEntry } from './manifest.ts';
import type { LocatedModel } from './model.ts';

/** What an operator may say about the language model's memory. */
export interface LanguageTuning {
  readonly board: 'auto' | 'small' | 'large';
  readonly kvCache: 'auto' | 'f16' | 'q8_0' | 'q4_0';
}

/** A 16 GB board shows about 15.3 GB to Linux. */
const LARGE_BYTES = 15e9;

/** A model with the manifest's settings for this board, and the cache precision that was asked for. */
export function tuned(model: LocatedModel, { board, kvCache }: LanguageTuning): LocatedModel {
  const large = board === 'large' || (board === 'auto' && totalmem() >= LARGE_BYTES);
  const settings = {
    ...model.settings,
    ...(large ? manifestEntry(model.id).largeBoard : {}),
    ...(kvCache === 'auto' ? {} : { kvCache }),
  };
  return { ...model, settings };
}
