import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { analyseCall } from '../../src/analysis/analyse.ts';
import { BUILT_IN_CONFIG } from '../../src/analysis/config/merge.ts';
import { answerSchema } from '../../src/analysis/llm/answer-schema.ts';
import { Analysis } from '../../src/analysis/schema.ts';
import { LanguageModelClient } from '../../src/inference/language-model-client.ts';
import { cardCall } from './dialogue.ts';

const directory = join(process.env['CALLMILL_MODELS_DIR'] ?? '', 'stories260K');
const file = join(directory, 'stories260K.gguf');
const absent = process.env['CALLMILL_MODELS_DIR'] === undefined || !existsSync(file);
const why = absent ? ' (skipped: stories260K is not in CALLMILL_MODELS_DIR)' : '';

/** 260,000 parameters and a context of 512 tokens: grammatical JSON, no sense. */
const client = new LanguageModelClient(
  {
    id: 'stories260K',
    role: 'language',
    family: 'llama',
    directory,
    files: { model: file },
    sha256: '0'.repeat(64),
    generated: false,
    settings: { contextTokens: 512 },
    languages: ['en'],
  },
  { provider: 'cpu', threads: 1, env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' } },
);
afterAll(() => client.close());

describe('a real model in its child process', () => {
  it.skipIf(absent)(`writes an answer of the required shape${why}`, { timeout: 120_000 }, async () => {
    const { shape, json: schema } = answerSchema(BUILT_IN_CONFIG);
    const [completion] = await client.complete([
      {
        system: 'You review phone calls.',
        user: 'agent: hello. customer: hello.',
        schema,
        maxTokens: 450,
      },
    ]);
    expect(completion?.stopReason).toBe('complete');
    expect(shape.safeParse(JSON.parse(completion?.text ?? '')).error?.issues ?? []).toEqual([]);
  });

  it.skipIf(absent)(
    `with too small a context leaves the call to the rules${why}`,
    { timeout: 120_000 },
    async () => {
      const options = { languageModel: client, timeoutMs: 100_000 };
      const analysis = await analyseCall(cardCall, options, new AbortController().signal);
      expect(Analysis.parse(analysis)).toMatchObject({
        evaluatorType: 'rule_based',
        fallbackReason: 'model_unusable',
      });
    },
  );
});
