import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { estimateFromFile } from '../../src/cli/estimate-from-file.ts';
import { loadConfig } from '../../src/config/load.ts';
import { estimateGgufMb } from '../../src/inference/gguf-estimate.ts';
import { manifestEntry } from '../../src/models/manifest.ts';
import type { LanguageCache } from '../../src/plan/needs.ts';
import { SHAPE_1B, writeHollowLlama } from './fixtures/hollow-llama.ts';
import { CPU, generatedModel, scratch } from './fixtures/models.ts';

const temp = scratch();
afterAll(temp.remove);
const one = (contextTokens: number): LanguageCache => ({ contextTokens, sequences: 1, kvCache: 'f16' });
const estimate = (path: string, cache: LanguageCache) => estimateGgufMb(path, cache, CPU.env);

describe('the estimate from the head of a file', () => {
  const path = join(temp.path, 'model.gguf');
  let weightsMb = 0;
  /** By the manifest, with 16 bits. */
  const cacheMb = (tokens: number) =>
    ((manifestEntry('llama-3.2-1b').memory.kvBytesPerToken ?? 0) * tokens) / 1_000_000;
  beforeAll(() => {
    weightsMb = writeHollowLlama(path, SHAPE_1B) / 1_000_000;
  });

  it('is the weights, the cache and some buffers, without reading a weight', async () => {
    const found = await estimate(path, one(8192));
    expect(found).toBeGreaterThan(weightsMb + 250);
    expect(found).toBeLessThan(weightsMb + 600);
  });

  it('grows with the context by what the manifest says of a model of this shape', async () => {
    const grown = (await estimate(path, one(16_384))) - (await estimate(path, one(8192)));
    expect(grown / cacheMb(8192)).toBeGreaterThan(0.95);
    expect(grown / cacheMb(8192)).toBeLessThan(1.1);
  });

  it('counts every sequence, and the precision of the cache', async () => {
    const eight = await estimate(path, { contextTokens: 8192, sequences: 2, kvCache: 'q8_0' });
    const sixteen = await estimate(path, { contextTokens: 8192, sequences: 2, kvCache: 'f16' });
    const saved = (sixteen - eight) / cacheMb(16_384);
    expect(saved).toBeGreaterThan(0.4);
    expect(saved).toBeLessThan(0.6);
  });

  it('of what is no model is model_unusable', async () => {
    const garbage = join(temp.path, 'garbage.gguf');
    writeFileSync(garbage, 'no model at all');
    await expect(estimate(garbage, one(512))).rejects.toMatchObject({ code: 'model_unusable' });
    await expect(estimate(join(temp.path, 'nowhere.gguf'), one(512))).rejects.toMatchObject({
      code: 'model_unusable',
    });
  });
});

describe('the estimate of the configured model', () => {
  const config = loadConfig({ CALLMILL_CACHE_DIR: temp.path }, '/');

  it('stands beside the manifest’s figure when the file is here', async () => {
    await generatedModel('generated-llama', temp.path);
    const found = await estimateFromFile(manifestEntry('generated-llama'), one(512), config);
    expect(found).toMatchObject({ model: 'generated-llama', manifestMb: 10 });
    expect(found?.fileMb).toBeGreaterThan(0);
  });

  it('is not there without a file or without a model', async () => {
    expect(await estimateFromFile(manifestEntry('llama-3.2-1b'), one(8192), config)).toBeNull();
    expect(await estimateFromFile(null, one(0), config)).toBeNull();
  });
});
