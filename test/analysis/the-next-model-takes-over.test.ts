import { describe, expect, it } from 'vitest';
import { analyseCall } from '../../src/analysis/analyse.ts';
import { CallmillError } from '../../src/errors/error.ts';
import { dialogue } from './dialogue.ts';
import { ScriptedModel } from './scripted-model.ts';

const never = new AbortController().signal;
const input = dialogue(
  ['agent', 'thank you for calling how can i help you'],
  ['customer', 'my parcel did not arrive and i want my money back'],
);

class Remote extends ScriptedModel {
  readonly endpoint = 'vllm';
}

const failing = (code: 'engine_crashed' | 'endpoint_timeout') =>
  new (code === 'engine_crashed' ? ScriptedModel : Remote)(async () => {
    throw new CallmillError(code, 'not today');
  });

describe('an analysis', () => {
  it('is made by rules when every model fails, for the reason of the first', async () => {
    const analysis = await analyseCall(
      input,
      { languageModel: failing('engine_crashed'), endpoints: [failing('endpoint_timeout')], timeoutMs: 1000 },
      never,
    );
    expect(analysis).toMatchObject({ evaluatorType: 'rule_based', fallbackReason: 'engine_crashed' });
  });

  it('asks an endpoint only after the model here', async () => {
    const order: string[] = [];
    const model = (name: string) =>
      new ScriptedModel(async () => {
        order.push(name);
        throw new CallmillError('engine_crashed', 'not today');
      });
    await analyseCall(
      input,
      { languageModel: model('here'), endpoints: [model('there')], timeoutMs: 1000 },
      never,
    );
    expect([...new Set(order)]).toEqual(['here', 'there']);
  });

  it('goes to the endpoint at once where there is no model here', async () => {
    const analysis = await analyseCall(
      input,
      { languageModel: null, endpoints: [failing('endpoint_timeout')], timeoutMs: 1000 },
      never,
    );
    expect(analysis.fallbackReason).toBe('endpoint_timeout');
  });
});
