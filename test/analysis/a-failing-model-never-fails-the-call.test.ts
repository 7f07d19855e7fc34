import { describe, expect, it } from 'vitest';
import { analyseCall } from '../../src/analysis/analyse.ts';
import { RULES_VERSION } from '../../src/analysis/rules-analyser.ts';
import { CallmillError } from '../../src/errors/error.ts';
import { cardCall } from './dialogue.ts';
import { ScriptedModel } from './scripted-model.ts';

const never = () => new Promise<never>(() => {});
const analyse = (model: ScriptedModel, timeoutMs: number, signal = new AbortController().signal) =>
  analyseCall(cardCall, { languageModel: model, timeoutMs }, signal);

describe('when the model fails', () => {
  it.each([
    ['crashes', new CallmillError('engine_crashed', 'gone'), 'engine_crashed'],
    ['is missing', new CallmillError('model_missing', 'none'), 'model_missing'],
    ['throws something unknown', new TypeError('odd'), 'internal_error'],
  ])('because it %s, the rules answer and say why', async (_, error, code) => {
    const analysis = await analyse(new ScriptedModel([() => Promise.reject(error)]), 5000);
    expect(analysis).toMatchObject({
      evaluatorType: 'rule_based',
      provider: 'rules',
      modelUsed: RULES_VERSION,
      modelSha256: null,
      fallbackReason: code,
    });
  });

  it('because its context is too small, it is not asked at all', async () => {
    const model = new ScriptedModel([], 512);
    expect(await analyse(model, 5000)).toMatchObject({
      evaluatorType: 'rule_based',
      fallbackReason: 'model_unusable',
    });
    expect(model.requests).toEqual([]);
  });

  it('because it takes too long, its signal is aborted and the rules answer even if it does not listen', async () => {
    let aborted: AbortSignal | undefined;
    const model = new ScriptedModel([
      (_, signal) => {
        aborted = signal;
        return never();
      },
    ]);
    expect(await analyse(model, 30)).toMatchObject({
      evaluatorType: 'rule_based',
      fallbackReason: 'engine_timeout',
    });
    expect(aborted?.aborted).toBe(true);
  });
});

describe('when the job is aborted', () => {
  it('before the analysis, nothing is asked', async () => {
    const model = new ScriptedModel([]);
    await expect(analyse(model, 5000, AbortSignal.abort(new Error('stopped')))).rejects.toThrow('stopped');
    expect(model.requests).toEqual([]);
  });

  it('while the model works, the reason is thrown and no rules answer', async () => {
    const stop = new AbortController();
    const model = new ScriptedModel([
      () => {
        stop.abort(new CallmillError('lease_lost', 'gone'));
        return never();
      },
    ]);
    await expect(analyse(model, 60_000, stop.signal)).rejects.toMatchObject({ code: 'lease_lost' });
  });
});
