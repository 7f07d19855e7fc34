import { coerceError } from '../errors/coerce.ts';
import type { EngineRoom } from '../inference/engine-room.ts';
import type { LocatedModel, Provider } from '../models/model.ts';
import { type Finding, failure, ok, warning } from './finding.ts';

/**
 * Verifies the checksums of the models and loads the speech model and the classifier of names for real.
 *
 * @param room made for this check; `chosen` reports what its onReady said
 */
export async function checkModels(
  room: EngineRoom,
  chosen: () => { readonly models: readonly LocatedModel[]; readonly provider: Provider } | null,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  try {
    const engines = await room.open(signal);
    const { models = [], provider = 'cpu' } = chosen() ?? {};
    const findings = models.map((model) => finding(model, provider));
    if (engines.diarizer === null) {
      findings.push(
        warning(
          'diarization',
          'no model',
          'Mono calls will have one speaker; pull a segmentation and an embedding model.',
        ),
      );
    }
    if (engines.languageModel === null) {
      findings.push(
        warning(
          'language model',
          'none',
          'Rules analyse the calls; pull one with "callmill models pull" for more.',
        ),
      );
    }
    // Loaded on the first call, so a file that the runtime refuses would show there at the earliest.
    await engines.entityClassifier?.classify([], signal);
    if (engines.entityClassifier === null) {
      findings.push(
        warning(
          'entities',
          'none',
          'Rules redact alone: most names that nobody introduces stay. Set CALLMILL_ENTITIES_MODEL to auto.',
        ),
      );
    }
    return findings;
  } catch (thrown) {
    const { message, remedy } = coerceError(thrown, 'worker');
    return [failure('models', message, remedy)];
  } finally {
    await room.close();
  }
}

function finding(model: LocatedModel, provider: Provider): Finding {
  if (model.generated)
    return warning(
      model.role,
      `${model.id} is generated: its output means nothing`,
      'Run "callmill models pull".',
    );
  const where = model.role === 'speech' ? ` on ${provider}` : '';
  return ok(model.role, `${model.id}${where}, checksums right`);
}
