import type { EngineGroup } from '../devices/group.ts';
import { CallmillError } from '../errors/error.ts';
import type { ProcessNeed } from './needs.ts';

/** How the models share the memory. */
export interface MemoryPlan {
  /** `together`: all stay resident. `phases`: speech and language model take turns. */
  readonly residency: 'together' | 'phases';
  readonly budgetMb: number;
  /** Most that is held at any time under this plan. */
  readonly peakMb: number;
  /** What holding everything at once would take. */
  readonly togetherMb: number;
  readonly needs: readonly ProcessNeed[];
}

/**
 * Decides from needs and budget alone: everything together when it fits, turns when the larger group fits by itself.
 *
 * @throws CallmillError memory_too_small naming the process to make smaller, when not even turns fit
 */
export function planMemory(needs: readonly ProcessNeed[], budgetMb: number): MemoryPlan {
  const sum = (group: EngineGroup | null) =>
    needs.filter((need) => need.group === group).reduce((total, need) => total + need.needMb, 0);
  const always = sum(null);
  const [speech, language] = [sum('speech'), sum('language')];
  const togetherMb = always + speech + language;
  const phasesMb = always + Math.max(speech, language);
  if (togetherMb <= budgetMb)
    return { residency: 'together', budgetMb, peakMb: togetherMb, togetherMb, needs };
  if (phasesMb <= budgetMb) return { residency: 'phases', budgetMb, peakMb: phasesMb, togetherMb, needs };
  throw tooSmall(needs, budgetMb, phasesMb);
}

function tooSmall(needs: readonly ProcessNeed[], budgetMb: number, phasesMb: number): CallmillError {
  const largest = needs.filter((need) => need.group !== null).toSorted((a, b) => b.needMb - a.needMb)[0];
  const what =
    largest === undefined
      ? ''
      : `, most of it the ${largest.process} process with ${largest.models.join(' and ')} (${largest.needMb} MB)`;
  return new CallmillError(
    'memory_too_small',
    `The models need ${phasesMb} MB even in turns and ${budgetMb} MB may be used${what}`,
  );
}
