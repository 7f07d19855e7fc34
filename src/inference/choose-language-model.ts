import { type LanguageTuning, tuned } from '../models/board.ts';
import { chooseModel } from '../models/choose.ts';
import type { ModelPlaces } from '../models/locate.ts';
import { manifestEntry } from '../models/manifest.ts';
import type { LocatedModel } from '../models/model.ts';

export interface LanguageModelChoice extends ModelPlaces {
  readonly language?: string | null;
  readonly tuning?: LanguageTuning;
}

/**
 * The language model as wanted, with the settings of this board. Null when `auto` finds none that can read a call: the
 * rules are better than a generated or a toy model.
 *
 * @throws CallmillError model_missing, model_corrupt
 */
export async function chooseLanguageModel(
  wanted: string,
  choice: LanguageModelChoice,
): Promise<LocatedModel | null> {
  const model = await chooseModel('language', wanted, choice);
  if (wanted === 'auto' && (model.generated || manifestEntry(model.id).proof)) return null;
  return tuned(model, choice.tuning ?? { board: 'auto', kvCache: 'auto' });
}
