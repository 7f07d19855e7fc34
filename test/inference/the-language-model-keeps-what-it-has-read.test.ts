import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { analyseCall } from '../../src/analysis/analyse.ts';
import { fenced, promptLines } from '../../src/analysis/llm/prompt-lines.ts';
import { LanguageModelClient } from '../../src/inference/language-model-client.ts';
import type { LocatedModel } from '../../src/models/model.ts';
import { dialogue } from '../analysis/dialogue.ts';
import { generatedDialogue } from '../analysis/generated-dialogues.ts';
import { CPU, generatedModel, REAL_MODELS, realModel, scratch } from './fixtures/models.ts';

const PROMPT = { system: 'You answer.', user: 'A dog and a cat went to the park.' };
const signal = new AbortController().signal;
const temp = scratch();
let generated: LocatedModel;
beforeAll(async () => {
  generated = await generatedModel('generated-llama', temp.path);
});
afterAll(temp.remove);

function open(
  model: LocatedModel,
  settings: Readonly<Record<string, number | string>> = {},
): LanguageModelClient {
  const client = new LanguageModelClient({ ...model, settings: { ...model.settings, ...settings } }, CPU);
  onTestFinished(() => client.close());
  return client;
}

describe('the fixed prompt and a transcript', () => {
  it('are evaluated once: a call after the first costs its transcript and at most 5 % more', async () => {
    const model = open(generated);
    for (const [at, seed] of [2, 14, 26].entries()) {
      const { segments } = generatedDialogue(seed).call;
      const turns = segments.slice(0, 60).map(({ speakerRole, words }) => {
        return [speakerRole, words.map((word) => word.text).join(' ')] as const;
      });
      const call = dialogue(...turns);
      const [transcript = 0] = await model.countTokens([
        fenced(await promptLines(call.segments, call.durationMs)),
      ]);
      const analysis = await analyseCall(call, { languageModel: model, timeoutMs: 60_000 }, signal);
      expect(analysis).toMatchObject({ evaluatorType: 'llm', parts: 1 });
      if (at > 0) expect(analysis.evaluatedTokens / transcript).toBeLessThanOrEqual(1.05);
      else expect(analysis.evaluatedTokens).toBeGreaterThan(transcript);
    }
  });
});

describe('a yes or no', () => {
  it('costs its own few tokens after the first, and says nothing where the model would not', async () => {
    const model = open(generated);
    // The generated model spells "plumbing": after "plumbi" comes an n, the beginning of a no.
    const labels = ['plumbi', 'Q1:', 'plumbi'];
    const first = await model.decide({ ...PROMPT, labels });
    expect(first.yes).toEqual([expect.closeTo(0, 6), null, expect.closeTo(0, 6)]);
    const again = await model.decide({ ...PROMPT, labels });
    expect(again.yes).toEqual(first.yes);
    expect(again.evaluatedTokens).toBeLessThanOrEqual(20);
    expect(again.inputTokens).toBe(first.inputTokens);
  });

  it.skipIf(REAL_MODELS === undefined)(
    'is a probability on real weights, the same alone and among others (skipped without CALLMILL_MODELS_DIR)',
    async () => {
      const model = open(await realModel('stories260K', temp.path));
      const said = 'Lily said "';
      const [alone] = (await model.decide({ ...PROMPT, labels: [said] })).yes;
      const [, among] = (await model.decide({ ...PROMPT, labels: ['Q1:', said, 'It was sun'] })).yes;
      expect(alone).toBeGreaterThan(0);
      expect(alone).toBeLessThan(1);
      expect(among).toBeCloseTo(alone ?? -1, 4);
    },
  );

  it('is refused for a prompt that does not fit', async () => {
    const model = open(generated, { contextTokens: 256 });
    const user = 'word '.repeat(400);
    await expect(model.decide({ ...PROMPT, user, labels: ['Q1:'] })).rejects.toMatchObject({
      code: 'engine_rejected',
    });
  });
});

describe('several sequences', () => {
  it('answer more requests than there are, in order, each from what it had read', async () => {
    const model = open(generated, { sequences: 2, contextTokens: 4096 });
    await model.info();
    expect(model.parallel).toBe(2);
    const schema = { type: 'object', properties: { a: { type: 'string', maxLength: 20 } } };
    const requests = [1, 2, 3].map((at) => ({
      system: PROMPT.system,
      user: `${at} `.repeat(100 * at),
      schema,
      maxTokens: 50,
    }));
    const answers = await model.complete(requests);
    expect(answers.map((answer) => answer.stopReason)).toEqual(['complete', 'complete', 'complete']);
    const [one = 0, two = 0, three = 0] = answers.map((answer) => answer.inputTokens);
    expect(one).toBeLessThan(two);
    expect(two).toBeLessThan(three);
    // Each goes back to the sequence that holds its text.
    for (const request of requests.slice(1)) {
      const [answer] = await model.complete([request]);
      expect(answer?.evaluatedTokens).toBeLessThan((answer?.inputTokens ?? 0) / 2);
    }
  });
});

describe('a quantised cache', () => {
  it.each(['f16', 'q8_0', 'q4_0'])('of %s answers by the schema', async (kvCache) => {
    const model = open(generated, { kvCache, contextTokens: 1024 });
    const schema = { type: 'object', properties: { a: { type: 'string', maxLength: 20 } } };
    const [answer] = await model.complete([{ ...PROMPT, schema, maxTokens: 50 }]);
    expect(JSON.parse(answer?.text ?? '')).toEqual({ a: expect.any(String) });
    expect(answer?.firstTokenMs).toBeGreaterThan(0);
  });

  it.skipIf(REAL_MODELS === undefined)(
    'that a model cannot have is model_unusable, not a crash (skipped without CALLMILL_MODELS_DIR)',
    async () => {
      const model = open(await realModel('stories260K', temp.path), { kvCache: 'q8_0' });
      await expect(model.info()).rejects.toMatchObject({ code: 'model_unusable' });
    },
  );
});
