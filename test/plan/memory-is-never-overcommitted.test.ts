import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { type MemoryPlan, planMemory } from '../../src/plan/memory-plan.ts';
import type { ProcessNeed } from '../../src/plan/needs.ts';

const anyNeed = fc.record({
  process: fc.constantFrom<ProcessNeed['process']>('speech', 'diarization', 'language model'),
  group: fc.constantFrom<ProcessNeed['group']>(null, 'speech', 'language'),
  models: fc.constant(['a-model']),
  needMb: fc.integer({ min: 1, max: 8000 }),
  basis: fc.constant('a test'),
});
const anyNeeds = fc.array(anyNeed, { minLength: 1, maxLength: 6 });
const anyBudget = fc.integer({ min: 1, max: 20_000 });

/** Null when not even turns fit. */
function plan(needs: readonly ProcessNeed[], budgetMb: number): MemoryPlan | null {
  try {
    return planMemory(needs, budgetMb);
  } catch (error) {
    expect(error).toMatchObject({ code: 'memory_too_small' });
    return null;
  }
}

const RANK = { together: 2, phases: 1 };
const rank = (found: MemoryPlan | null) => (found === null ? 0 : RANK[found.residency]);

describe('any needs and budget', () => {
  const { runs, seed } = inject('effort');
  const options = { numRuns: runs, seed };

  it('the plan stays within the budget at every moment', () => {
    fc.assert(
      fc.property(anyNeeds, anyBudget, (needs, budget) => {
        const found = plan(needs, budget);
        if (found === null) return;
        const held = (group: string | null) =>
          needs.filter((need) => need.group === group).reduce((sum, need) => sum + need.needMb, 0);
        const moments =
          found.residency === 'together'
            ? [held(null) + held('speech') + held('language')]
            : [held(null) + held('speech'), held(null) + held('language')];
        expect(Math.max(...moments)).toBe(found.peakMb);
        expect(found.peakMb).toBeLessThanOrEqual(budget);
      }),
      options,
    );
  });

  it('more memory never makes a worse plan, and turns are taken only when needed', () => {
    fc.assert(
      fc.property(anyNeeds, anyBudget, fc.nat(5000), (needs, budget, more) => {
        expect(rank(plan(needs, budget + more))).toBeGreaterThanOrEqual(rank(plan(needs, budget)));
        const all = needs.reduce((sum, need) => sum + need.needMb, 0);
        expect(plan(needs, budget)?.residency === 'together').toBe(all <= budget);
      }),
      options,
    );
  });
});

it('what fits in no way names the largest process and its model', () => {
  const needs: ProcessNeed[] = [
    { process: 'main', group: null, models: [], needMb: 200, basis: '' },
    { process: 'speech', group: 'speech', models: ['small'], needMb: 400, basis: '' },
    { process: 'language model', group: 'language', models: ['huge'], needMb: 6000, basis: '' },
  ];
  expect(() => planMemory(needs, 5000)).toThrow(/6200 MB even in turns and 5000 MB .* huge \(6000 MB\)/);
});
