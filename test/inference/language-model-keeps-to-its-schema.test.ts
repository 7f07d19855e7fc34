import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { CompletionRequest } from '../../src/analysis/language-model.ts';
import { sleep } from '../../src/clock/clock.ts';
import type { LanguageModelMethods } from '../../src/inference/engine-methods.ts';
import { EngineProcess } from '../../src/inference/engine-process.ts';
import { engineEntry } from '../../src/inference/entry.ts';
import { LanguageModelClient } from '../../src/inference/language-model-client.ts';
import type { LocatedModel } from '../../src/models/model.ts';
import { CPU, generatedModel, REAL_MODELS, realModel, scratch } from './fixtures/models.ts';

const SCHEMA = {
  type: 'object',
  properties: {
    mood: { type: 'string', enum: ['good', 'bad'] },
    score: { type: 'integer', enum: [1, 2, 3] },
    summary: { type: 'string', maxLength: 30 },
  },
};
const REQUEST = {
  system: 'You read a story and answer in JSON only. '.repeat(4),
  user: 'A dog and a cat went to the park.',
  schema: SCHEMA,
  maxTokens: 200,
};
const ANSWER = {
  mood: expect.stringMatching(/^(good|bad)$/),
  score: expect.any(Number),
  summary: expect.any(String),
};

const temp = scratch();
let generated: LocatedModel;
beforeAll(async () => {
  generated = await generatedModel('generated-llama', temp.path);
});
afterAll(temp.remove);

async function one(model: LanguageModelClient, request: CompletionRequest, signal?: AbortSignal) {
  const [completion] = await model.complete([request], signal);
  if (completion === undefined) throw new Error('The engine answered nothing');
  return completion;
}

function client(model: LocatedModel, settings = CPU): LanguageModelClient {
  const opened = new LanguageModelClient(model, settings);
  onTestFinished(() => opened.close());
  return opened;
}

describe('the language model keeps to its schema', () => {
  it('on random weights', async () => {
    const completion = await one(client(generated), REQUEST);
    expect(completion.stopReason).toBe('complete');
    expect(JSON.parse(completion.text)).toEqual(ANSWER);
    expect(completion.inputTokens).toBeGreaterThan(50);
  });

  it.skipIf(REAL_MODELS === undefined)('on real weights (skipped without CALLMILL_MODELS_DIR)', async () => {
    const model = client(await realModel('stories260K', temp.path));
    const completion = await one(model, REQUEST);
    expect(completion.stopReason).toBe('complete');
    expect(JSON.parse(completion.text)).toEqual(ANSWER);
    expect(model.contextTokens).toBe(512);
    expect(await model.info()).toMatchObject({ id: 'stories260K', provider: 'cpu', generated: false });
  });

  it('reports what maxTokens cut as truncated', async () => {
    const completion = await one(client(generated), { ...REQUEST, maxTokens: 3 });
    expect(completion).toMatchObject({ stopReason: 'truncated', outputTokens: 3 });
  });

  it('refuses a prompt that leaves no room, and a schema it could not hold the model to', async () => {
    const model = client({ ...generated, settings: { contextTokens: 256 } });
    await expect(one(model, { ...REQUEST, user: 'word '.repeat(2000) })).rejects.toMatchObject({
      code: 'engine_rejected',
      stage: 'analyse',
      message: expect.stringContaining('does not fit the context of 256'),
    });
    const schema = { type: 'object', properties: { score: { type: 'integer', minimum: 0 } } };
    await expect(one(model, { ...REQUEST, schema })).rejects.toMatchObject({
      code: 'internal_error',
      message: expect.stringContaining('minimum'),
    });
  });

  it('counts tokens', async () => {
    const model = client(generated);
    const [none, one = 0, two] = await model.countTokens(['', 'hello', 'hello hello']);
    expect(none).toBe(0);
    expect(two).toBeGreaterThan(one);
  });

  it('evaluates an unchanged beginning once', async () => {
    const engine = new EngineProcess<LanguageModelMethods>({
      name: 'language-model',
      entry: engineEntry('language-model'),
      env: CPU.env,
      stage: 'analyse',
      warmUp: () => ({
        method: 'load',
        payload: { model: generated, provider: 'cpu', demanded: false, threads: 1 },
        deadlineMs: 60_000,
      }),
    });
    onTestFinished(() => engine.close());
    const system = 'You are careful and answer in JSON. '.repeat(20);
    const ask = async (user: string) => {
      const requests = [{ ...REQUEST, system, user }];
      const [completion] = await engine.request('complete', { requests }, { deadlineMs: 60_000 });
      return completion ?? { inputTokens: 0, evaluatedTokens: 0 };
    };
    const first = await ask('A dog went to the park.');
    const second = await ask('The cat stayed at home.');
    expect(first.evaluatedTokens).toBeGreaterThan(first.inputTokens * 0.9);
    expect(second.evaluatedTokens).toBeLessThan(second.inputTokens * 0.3);
  });

  it('stops at an abort and answers the next request in the same process', async () => {
    const model = client(generated);
    await model.info();
    const { pid } = model;
    const reason = new Error('no longer needed');
    const long = { type: 'string', minLength: 1000, maxLength: 1001 };
    const endless = { type: 'object', properties: { a: long, b: long, c: long, d: long } };
    const controller = new AbortController();
    const running = one(model, { ...REQUEST, schema: endless, maxTokens: 8000 }, controller.signal);
    await sleep(20);
    controller.abort(reason);
    await expect(running).rejects.toBe(reason);
    expect((await one(model, REQUEST)).stopReason).toBe('complete');
    expect(model.pid).toBe(pid);
  });

  it('answers model_unusable to a file that is no GGUF', async () => {
    const path = join(temp.path, 'garbage.gguf');
    writeFileSync(path, 'GARBAGE'.repeat(100));
    const engine = client({ ...generated, files: { model: path } });
    await expect(engine.info()).rejects.toMatchObject({ code: 'model_unusable', stage: 'analyse' });
  });

  it('answers provider_unavailable when CUDA is demanded and not there', async () => {
    const engine = client(generated, { ...CPU, provider: 'cuda' });
    await expect(engine.info()).rejects.toMatchObject({ code: 'provider_unavailable' });
  });
});
