import { coerceError } from '../errors/coerce.ts';
import type { CallmillError } from '../errors/error.ts';
import type { LocatedModel, Provider } from '../models/model.ts';
import { type EngineModels, type EngineName, type EnginesSettings, openEngines } from './open-engines.ts';

/** What came of loading one engine. */
export interface EngineTrial {
  readonly engine: EngineName;
  /** What it loaded, with what it really runs on; empty after an error. */
  readonly loaded: readonly { readonly model: LocatedModel; readonly provider: Provider }[];
  readonly error: CallmillError | null;
}

/**
 * Loads engines, as far as there are models for them, and puts each away again before the next, so that models that
 * take turns in memory never meet here.
 *
 * @throws only the signal's reason, when aborted
 */
export async function tryEngines(
  models: EngineModels,
  settings: EnginesSettings,
  names: readonly EngineName[],
  signal?: AbortSignal,
): Promise<readonly EngineTrial[]> {
  const loaded: EngineTrial['loaded'][number][] = [];
  await using engines = openEngines(models, {
    ...settings,
    onLoaded(model, provider) {
      loaded.push({ model, provider });
      settings.onLoaded?.(model, provider);
    },
  });
  const clients = {
    speech: engines.speech,
    'voice-activity': engines.voiceActivity,
    diarization: engines.diarization,
    'language-model': engines.language,
    entities: engines.entities,
  };
  const trials: EngineTrial[] = [];
  for (const engine of names) {
    const client = clients[engine];
    if (client === null) continue;
    let error: CallmillError | null = null;
    try {
      await client.info(signal);
    } catch (thrown) {
      signal?.throwIfAborted();
      error = coerceError(thrown, 'worker');
    } finally {
      await client.close();
    }
    trials.push({ engine, loaded: loaded.splice(0), error });
  }
  return trials;
}
