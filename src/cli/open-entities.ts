import { cacheDirectory } from '../config/paths.ts';
import type { Config } from '../config/settings.ts';
import { EntitiesClient } from '../inference/entities-client.ts';
import { chooseModel } from '../models/choose.ts';
import { engineEnvironment } from './workbench.ts';

/** The classifier of names alone, for commands on text; its process ends with it. */
export interface OpenEntities extends AsyncDisposable {
  /** Null when CALLMILL_ENTITIES_MODEL is `none`. */
  readonly classifier: EntitiesClient | null;
}

/** @throws CallmillError model_missing, model_corrupt */
export async function openEntities(config: Config): Promise<OpenEntities> {
  if (config.entitiesModel === 'none') return { classifier: null, [Symbol.asyncDispose]: async () => {} };
  const model = await chooseModel('entities', config.entitiesModel, {
    modelsDir: config.modelsDirectory ?? null,
    cacheDir: cacheDirectory(config),
  });
  const classifier = new EntitiesClient(model, {
    provider: 'cpu',
    threads: 1,
    env: engineEnvironment(config),
    memoryLimitMb: config.engineMemoryMb,
  });
  return { classifier, [Symbol.asyncDispose]: () => classifier.close() };
}
