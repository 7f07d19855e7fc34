import fc from 'fast-check';
import { expect, it } from 'vitest';
import { analyseCall } from '../../src/analysis/analyse.ts';
import { CRITERIA, IMPACT_CATEGORIES } from '../../src/analysis/outputs.ts';
import { Analysis } from '../../src/analysis/schema.ts';
import { cardCall } from './dialogue.ts';
import { goodAnswer, ScriptedModel } from './scripted-model.ts';

const text = fc.oneof(
  fc.string({ minLength: 1, maxLength: 40 }),
  fc.constantFrom(' ', 'word', 'a charge on my card'),
);
const cited = {
  segment: fc.constantFrom('s0001', 's0008', ' ', 's9999', '[s0001]'),
  quote: fc.oneof(text, fc.constantFrom('a charge on my card', 'blocked the card')),
};
const list = <T>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }, maxLength: number) =>
  fc.array(fc.record({ ...cited, ...shape }), { maxLength });

const answers = fc.record({
  summary: list({ sentence: text }, 4),
  sentiment: fc.integer({ min: -10, max: 10 }),
  topics: list({ name: text }, 5),
  agentActions: list({ action: text }, 6),
  actionItems: list({ what: text, who: fc.constantFrom('agent', 'customer', 'unknown'), byWhen: text }, 4),
  complianceFlags: list({ rule: text, severity: fc.constantFrom('low', 'medium', 'high'), note: text }, 4),
  performanceScores: list(
    { criterion: fc.constantFrom(...CRITERIA), reason: text, score: fc.integer({ min: 1, max: 10 }) },
    6,
  ),
  scoreImpacts: list(
    {
      category: fc.constantFrom(...IMPACT_CATEGORIES),
      reason: text,
      impact: fc.integer({ min: -5, max: 5 }),
    },
    4,
  ),
  coaching: list({ kind: fc.constantFrom('strength', 'improve'), note: text }, 3),
});

it('whatever the grammar lets a model write becomes a valid analysis', async () => {
  const signal = new AbortController().signal;
  await fc.assert(
    fc.asyncProperty(answers, async (changes) => {
      // The second reply is asked for when a claim cited nothing real, and cites nothing itself.
      const model = new ScriptedModel([{ text: goodAnswer(changes) }, { text: '{"citations":[]}' }], 8192, {
        generated: true,
      });
      const analysis = await analyseCall(cardCall, { languageModel: model, timeoutMs: 5000 }, signal);
      expect(analysis.evaluatorType).toBe('llm');
      expect(Analysis.safeParse(analysis).error?.issues ?? []).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
