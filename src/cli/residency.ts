import type { Config } from '../config/settings.ts';
import type { Residency } from '../devices/group.ts';
import { coerceError } from '../errors/coerce.ts';
import type { CallmillError } from '../errors/error.ts';
import type { MemoryPlan } from '../plan/memory-plan.ts';
import { planFor } from './plan-request.ts';

/** How the models of this machine share its memory, and what that was decided from. */
export interface DecidedResidency {
  readonly residency: Residency;
  /** Null where there is none: it was told so, or `trouble` kept it from being made. */
  readonly plan: MemoryPlan | null;
  readonly trouble: CallmillError | null;
}

/** Of which the plan's speeds, not its memory, depend. */
const CALL_MINUTES = 5;

/**
 * As configured, or by the memory plan. Needs are estimates, so models that do not even fit in turns are still tried, in
 * turns and with a warning: who knows better than the plan must not be locked out. A plan that cannot be made because a
 * model is missing is left to the warm-up, which says so and waits.
 */
export async function decideResidency(config: Config): Promise<DecidedResidency> {
  const phases: Residency = { kind: 'phases', callsPerPhase: config.callsPerPhase };
  const told = { plan: null, trouble: null };
  if (config.residency === 'together') return { residency: { kind: 'together' }, ...told };
  if (config.residency === 'phases') return { residency: phases, ...told };
  try {
    const { memory } = await planFor(config, { callMinutes: CALL_MINUTES, measured: {} });
    const residency: Residency = memory.residency === 'phases' ? phases : { kind: 'together' };
    return { residency, plan: memory, trouble: null };
  } catch (thrown) {
    const trouble = coerceError(thrown, 'worker');
    const residency: Residency = trouble.code === 'memory_too_small' ? phases : { kind: 'together' };
    return { residency, plan: null, trouble };
  }
}
