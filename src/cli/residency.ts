import type { Config } from '../config/settings.ts';
import type { Residency } from '../devices/group.ts';
import { coerceError } from '../errors/coerce.ts';
import { type Planned, planFor } from './plan-request.ts';

/** How the models of this machine share its memory, and what that was decided from. */
export interface DecidedResidency {
  readonly residency: Residency;
  /** Null where there is none: it was told so, or a model is missing. */
  readonly planned: Planned | null;
}

/** Of which the plan's speeds, not its memory, depend. */
const CALL_MINUTES = 5;

/**
 * As configured, or by the memory plan. Who knows better than the plan's estimates says so in CALLMILL_RESIDENCY. A plan
 * that cannot be made because a model is missing is left to the warm-up, which says so and waits.
 *
 * @throws CallmillError memory_too_small: a supervisor starts the worker again, and memory may be free by then
 */
export async function decideResidency(config: Config): Promise<DecidedResidency> {
  const together: Residency = { kind: 'together' };
  const phases: Residency = { kind: 'phases', callsPerPhase: config.callsPerPhase };
  if (config.residency === 'together') return { residency: together, planned: null };
  if (config.residency === 'phases') return { residency: phases, planned: null };
  try {
    const planned = await planFor(config, { callMinutes: CALL_MINUTES, measured: {} });
    return { residency: planned.memory.residency === 'phases' ? phases : together, planned };
  } catch (thrown) {
    if (coerceError(thrown, 'worker').code === 'memory_too_small') throw thrown;
    return { residency: together, planned: null };
  }
}
