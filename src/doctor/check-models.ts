import { coerceError } from '../errors/coerce.ts';
import type { EngineName } from '../inference/open-engines.ts';
import type { EngineTrial } from '../inference/try-engines.ts';
import type { LocatedModel, Provider } from '../models/model.ts';
import { type Finding, failure, ok, warning } from './finding.ts';

/** Who goes without when there is no model. */
const MISSING: Readonly<Partial<Record<EngineName, Finding>>> = {
  diarization: warning(
    'diarization',
    'no model',
    'Mono calls will have one speaker; pull a segmentation and an embedding model.',
  ),
  'language-model': warning(
    'language model',
    'none',
    'Rules analyse the calls; pull one with "callmill models pull" for more.',
  ),
  entities: warning(
    'entities',
    'none',
    'Rules redact alone: most names that nobody introduces stay. Set CALLMILL_ENTITIES_MODEL to auto.',
  ),
};

/**
 * Verifies the checksums of the models and loads each engine for real: which models, and what they run on.
 *
 * @param tryAll of an engine room made for this check
 */
export async function checkModels(
  tryAll: () => Promise<readonly EngineTrial[]>,
): Promise<readonly Finding[]> {
  try {
    const trials = await tryAll();
    const tried = new Set(trials.map(({ engine }) => engine));
    const missing = Object.entries(MISSING).filter(([engine]) => !tried.has(engine as EngineName));
    return [...trials.flatMap(findings), ...missing.map(([, finding]) => finding)];
  } catch (thrown) {
    const { message, remedy } = coerceError(thrown, 'worker');
    return [failure('models', message, remedy)];
  }
}

function findings({ engine, loaded, error }: EngineTrial): Finding[] {
  if (error !== null) return [failure(engine, error.message, error.remedy)];
  return loaded.map(({ model, provider }) => finding(model, provider));
}

function finding(model: LocatedModel, provider: Provider): Finding {
  if (model.generated) {
    return warning(
      model.role,
      `${model.id} on ${provider} is generated: its output means nothing`,
      'Run "callmill models pull".',
    );
  }
  return ok(model.role, `${model.id} on ${provider}, checksums right`);
}
