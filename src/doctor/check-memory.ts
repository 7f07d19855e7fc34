import { estimatesDiffer, type LanguageEstimate } from '../plan/language-estimate.ts';
import type { MemoryPlan } from '../plan/memory-plan.ts';
import { type Finding, ok, warning } from './finding.ts';

/** How the configured models share the memory that is there. @throws CallmillError memory_too_small, model_missing */
export async function checkMemory(
  plan: () => Promise<{ readonly memory: MemoryPlan; readonly languageEstimate: LanguageEstimate | null }>,
): Promise<readonly Finding[]> {
  const { memory, languageEstimate } = await plan();
  return [residency(memory), ...(languageEstimate === null ? [] : [estimate(languageEstimate)])];
}

function residency(memory: MemoryPlan): Finding {
  const detail = `${memory.peakMb} MB of ${memory.budgetMb} MB`;
  if (memory.residency === 'together') return ok('memory', `${detail}, all models resident`);
  return warning(
    'memory',
    `${detail}, models take turns`,
    'Smaller models would stay resident together and do more calls; see "callmill plan".',
  );
}

function estimate(found: LanguageEstimate): Finding {
  const { model, fileMb, manifestMb } = found;
  const detail = `${model} takes ${fileMb} MB by its file, ${manifestMb} MB by the manifest`;
  if (!estimatesDiffer(found)) return ok('model memory', detail);
  return warning(
    'model memory',
    detail,
    'This machine plans with the figure of the file; correct "memory" in models/manifest.json for plans of other boards.',
  );
}
