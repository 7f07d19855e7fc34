import { describe, expect, it } from 'vitest';
import { analyseCall } from '../../src/analysis/analyse.ts';
import { BUILT_IN_CONFIG } from '../../src/analysis/config/merge.ts';
import { PROMPT_VERSION } from '../../src/analysis/llm/system-prompt.ts';
import { Analysis } from '../../src/analysis/schema.ts';
import { cardCall, emptyCall } from './dialogue.ts';
import { goodAnswer, ScriptedModel } from './scripted-model.ts';

const signal = new AbortController().signal;
const ask = (model: ScriptedModel, call = cardCall) =>
  analyseCall(call, { languageModel: model, timeoutMs: 5000 }, signal);

describe('an analysis by a language model', () => {
  it('is valid, says who made it and cites the transcript in its own words and times', async () => {
    const analysis = await ask(new ScriptedModel([{ text: goodAnswer() }]));
    expect(Analysis.parse(analysis)).toEqual(analysis);
    expect(analysis).toMatchObject({
      evaluatorType: 'llm',
      provider: 'local',
      modelUsed: 'scripted',
      modelSha256: 'a'.repeat(64),
      promptVersion: PROMPT_VERSION,
      fallbackReason: null,
      inputTokens: 100,
      outputTokens: 10,
      droppedClaims: 0,
      parts: 1,
      evaluatedTokens: 50,
      firstTokenMs: 20,
      tokensPerSecond: 100,
      configHash: BUILT_IN_CONFIG.hash,
      modelIsProof: false,
      sentimentLabel: 'positive',
      qualityScore: 93,
    });
    const segment = cardCall.segments[8];
    const [evidence] = analysis.agentActions[0]?.evidence ?? [];
    expect(evidence).toEqual({
      segmentKey: 's0008',
      quote: "I'VE BLOCKED THE CARD",
      startMs: segment?.words[0]?.startMs,
      endMs: segment?.words[3]?.endMs,
    });
  });

  it('adds what was never said from the rules, which alone can know it', async () => {
    const analysis = await ask(new ScriptedModel([{ text: goodAnswer() }]));
    expect(analysis.complianceFlags.map((flag) => [flag.rule, flag.source])).toContainEqual([
      'greeting',
      'rule',
    ]);
  });

  it('takes the scores of real speakers only', async () => {
    const speakers = [
      { speaker: 'S9', sentiment: -9, atStart: 0, atEnd: 0 },
      { speaker: 'S2', sentiment: 1, atStart: -4, atEnd: 3 },
    ];
    const analysis = await ask(new ScriptedModel([{ text: goodAnswer({ speakers }) }]));
    expect(
      analysis.sentimentBySpeaker.map((entry) => [entry.speakerLabel, entry.score, entry.change]),
    ).toEqual([['S2', 1, 7]]);
  });

  it.each([
    ['a generated model', { generated: true }],
    ['a toy model', { id: 'stories260K' }],
  ])('is marked as proof only when %s gave it', async (_, info) => {
    const analysis = await ask(new ScriptedModel([{ text: goodAnswer() }], 8192, info));
    expect(analysis).toMatchObject({ evaluatorType: 'llm', modelIsProof: true });
  });

  it('is not asked of a model when nothing was said', async () => {
    const model = new ScriptedModel([]);
    const analysis = await ask(model, emptyCall);
    expect(model.requests).toEqual([]);
    expect(analysis).toMatchObject({ evaluatorType: 'rule_based', fallbackReason: null, qualityScore: null });
  });
});
