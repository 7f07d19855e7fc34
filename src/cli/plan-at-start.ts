import type { Config } from '../config/settings.ts';
import { coerceError } from '../errors/coerce.ts';
import type { MemoryPlan } from '../plan/memory-plan.ts';
import type { Logger } from '../telemetry/logger.ts';
import { type Planned, planFor } from './plan-request.ts';

const CALL_MINUTES = 5;

/**
 * Plans the memory before any process starts, and says what came of it.
 *
 * @returns null when a model is not even known: the worker waits for that and says so
 * @throws CallmillError memory_too_small: a supervisor starts the worker again, and memory may be free by then
 */
export async function planAtStart(config: Config, logger: Logger): Promise<MemoryPlan | null> {
  let planned: Planned;
  try {
    planned = await planFor(config, { callMinutes: CALL_MINUTES, measured: {} });
  } catch (thrown) {
    if (coerceError(thrown, 'worker').code === 'model_missing') return null;
    throw thrown;
  }
  const { residency, peakMb, budgetMb, togetherMb, needs } = planned.memory;
  const { callsPerDayLow, callsPerDayHigh } = planned.throughput;
  logger.info(
    {
      residency,
      peakMb,
      budgetMb,
      togetherMb,
      models: needs.flatMap(({ models }) => models),
      callsPerDayLowCount: callsPerDayLow,
      callsPerDayHighCount: callsPerDayHigh,
    },
    'Memory plan; the calls a day are an estimate',
  );
  return planned.memory;
}
