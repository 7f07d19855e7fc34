import { cacheDirectory } from '../config/paths.ts';
import type { Config } from '../config/settings.ts';
import { candidates } from '../models/choose.ts';
import { directoryOf } from '../models/locate.ts';
import { manifest } from '../models/manifest.ts';
import type { ModelRole } from '../models/model.ts';

/** Ids of the models that a worker with this configuration takes: what is named, and what `auto` finds first. */
export async function modelsInUse(config: Config): Promise<string[]> {
  const wanted: readonly (readonly [ModelRole, string])[] = [
    ['speech', config.speechModel],
    ['voice-activity', config.voiceActivityModel],
    ['segmentation', config.segmentationModel],
    ['speaker-embedding', config.embeddingModel],
    ['language', config.languageModel],
    ['entities', config.entitiesModel],
  ];
  const ids = await Promise.all(
    wanted.map(([role, id]) => (id === 'auto' ? firstHere(role, config) : id === 'none' ? null : id)),
  );
  return ids.filter((id) => id !== null);
}

/** What `auto` takes for a role; null when nothing of it is on this machine. */
export async function firstHere(role: ModelRole, config: Config): Promise<string | null> {
  const places = { modelsDir: config.modelsDirectory ?? null, cacheDir: cacheDirectory(config) };
  for (const entry of candidates(manifest(), role, config.language === 'auto' ? null : config.language))
    if ((await directoryOf(entry, places)) !== null) return entry.id;
  return null;
}
