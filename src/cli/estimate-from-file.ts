import { join } from 'node:path';
import { cacheDirectory } from '../config/paths.ts';
import type { Config } from '../config/settings.ts';
import { coerceError } from '../errors/coerce.ts';
import { estimateGgufMb } from '../inference/gguf-estimate.ts';
import { directoryOf } from '../models/locate.ts';
import type { ModelEntry } from '../models/manifest.ts';
import type { LanguageEstimate } from '../plan/language-estimate.ts';
import { type LanguageCache, languageModelMb } from '../plan/needs.ts';
import { engineEnvironment } from './workbench.ts';

/**
 * What the configured language model's file says it takes, beside the manifest's figure; null when the file is not on this
 * machine. One that cannot be read is for the load to complain about, not for the plan.
 */
export async function estimateFromFile(
  language: ModelEntry | null,
  cache: LanguageCache,
  config: Config,
): Promise<LanguageEstimate | null> {
  if (language === null) return null;
  const places = { modelsDir: config.modelsDirectory ?? null, cacheDir: cacheDirectory(config) };
  const directory = await directoryOf(language, places);
  const file = language.files.find(({ purpose }) => purpose === 'model');
  if (directory === null || file === undefined) return null;
  const environment = engineEnvironment(config);
  try {
    return {
      model: language.id,
      manifestMb: languageModelMb(language, cache),
      fileMb: await estimateGgufMb(join(directory, file.name), cache, environment),
    };
  } catch (thrown) {
    if (coerceError(thrown, 'worker').code === 'internal_error') throw thrown;
    return null;
  }
}
