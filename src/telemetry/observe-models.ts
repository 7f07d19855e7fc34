import type { LocatedModel, ModelRole, Provider } from '../models/model.ts';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics.ts';

/** Says of each role which model was loaded and what it runs on: once, and again when that changes. */
export function observeModels(
  logger: Logger,
  metrics: Metrics,
): (model: LocatedModel, provider: Provider) => void {
  const said = new Map<ModelRole, string>();
  return (model, provider) => {
    const { role, id, family, sha256, generated } = model;
    const now = `${sha256} ${provider}`;
    if (said.get(role) === now) return;
    said.set(role, now);
    metrics.setModel(role, { id, family, sha256, generated, provider });
    logger.info({ role, model: id, family, provider, generated }, 'Model loaded');
  };
}
