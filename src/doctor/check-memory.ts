import type { MemoryPlan } from '../plan/memory-plan.ts';
import { type Finding, ok, warning } from './finding.ts';

/** How the configured models share the memory that is there. @throws CallmillError memory_too_small, model_missing */
export async function checkMemory(
  plan: () => Promise<{ readonly memory: MemoryPlan }>,
): Promise<readonly Finding[]> {
  const { memory } = await plan();
  const detail = `${memory.peakMb} MB of ${memory.budgetMb} MB`;
  if (memory.residency === 'together') return [ok('memory', `${detail}, all models resident`)];
  return [
    warning(
      'memory',
      `${detail}, models take turns`,
      'Smaller models would stay resident together and do more calls; see "callmill plan".',
    ),
  ];
}
