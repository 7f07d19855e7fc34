import { describe, expect, it } from 'vitest';
import { analyseCall } from '../../src/analysis/analyse.ts';
import { analyseWithModel } from '../../src/analysis/llm/analyse.ts';
import { RETRY_NOTE } from '../../src/analysis/llm/prompts/tasks.ts';
import { analyseByRules } from '../../src/analysis/rules-analyser.ts';
import { cardCall } from './dialogue.ts';
import { goodAnswer, ScriptedModel } from './scripted-model.ts';

const signal = new AbortController().signal;
const byRules = analyseByRules(cardCall);
const unusable = [
  ['no JSON', { text: 'Once upon a time' }],
  ['JSON of another shape', { text: '{"summary": "x"}' }],
  ['a score out of range', { text: goodAnswer({ sentiment: 11 }) }],
  ['a field too many', { text: goodAnswer({ verdict: 'ten points' }) }],
  ['JSON cut by the token limit', { text: goodAnswer().slice(0, 200), stopReason: 'truncated' }],
  ['valid JSON marked as cut', { text: goodAnswer(), stopReason: 'truncated' }],
] as const;

describe('an unusable answer', () => {
  it.each(unusable)('(%s) is asked again, more firmly, with the same beginning', async (_, reply) => {
    const model = new ScriptedModel([reply, { text: goodAnswer() }]);
    const { usage } = await analyseWithModel(cardCall, byRules, model, 5000, signal);
    expect(usage.inputTokens).toBe(200);
    const [first, second] = model.requests;
    expect(second?.system).toBe(first?.system);
    expect(first?.user).not.toContain(RETRY_NOTE);
    expect(second?.user).toBe(`${first?.user}\n${RETRY_NOTE}`);
  });

  it.each(unusable)('(%s) twice is analysis_invalid, in words that quote nothing', async (_, reply) => {
    const model = new ScriptedModel([reply, reply]);
    await expect(analyseWithModel(cardCall, byRules, model, 5000, signal)).rejects.toMatchObject({
      code: 'analysis_invalid',
      stage: 'analyse',
      message: expect.stringMatching(/^The language model's answer was cut short, .*, twice$/),
    });
  });

  it('twice lets the rules answer', async () => {
    const model = new ScriptedModel([{ text: 'no' }, { text: 'no' }]);
    const analysis = await analyseCall(cardCall, { languageModel: model, timeoutMs: 5000 }, signal);
    expect(analysis).toMatchObject({ evaluatorType: 'rule_based', fallbackReason: 'analysis_invalid' });
    expect(analysis.summary).toContain('a charge on my card');
  });
});
