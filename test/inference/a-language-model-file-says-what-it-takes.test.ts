import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { estimateFromFile } from '../../src/cli/estimate-from-file.ts';
import { loadConfig } from '../../src/config/load.ts';
import { estimateGgufMb } from '../../src/inference/gguf-estimate.ts';
import { manifestEntry } from '../../src/models/manifest.ts';
import { SHAPE_1B, writeHollowLlama } from './fixtures/hollow-llama.ts';
import { CPU, generatedModel, scratch } from './fixtures/models.ts';

const temp = scratch();
afterAll(temp.remove);
const estimate = (path: string, contextTokens: number) => estimateGgufMb(path, contextTokens, CPU.env);

describe('the estimate from the head of a file', () => {
  const path = join(temp.path, 'model.gguf');
  let weightsMb = 0;
  beforeAll(() => {
    weightsMb = writeHollowLlama(path, SHAPE_1B) / 1_000_000;
  });

  it('is the weights, the cache and some buffers, without reading a weight', async () => {
    const found = await estimate(path, 8192);
    expect(found).toBeGreaterThan(weightsMb + 250);
    expect(found).toBeLessThan(weightsMb + 600);
  });

  it('grows with the context by what the manifest says of a model of this shape', async () => {
    const tokens = 8192;
    const grown = (await estimate(path, 2 * tokens)) - (await estimate(path, tokens));
    const { kvBytesPerToken = 0 } = manifestEntry('llama-3.2-1b').memory;
    const cacheMb = (kvBytesPerToken * tokens) / 1_000_000;
    expect(grown / cacheMb).toBeGreaterThan(0.95);
    expect(grown / cacheMb).toBeLessThan(1.1);
  });

  it('of what is no model is model_unusable', async () => {
    const garbage = join(temp.path, 'garbage.gguf');
    writeFileSync(garbage, 'no model at all');
    await expect(estimate(garbage, 512)).rejects.toMatchObject({ code: 'model_unusable' });
    await expect(estimate(join(temp.path, 'nowhere.gguf'), 512)).rejects.toMatchObject({
      code: 'model_unusable',
    });
  });
});

describe('the estimate of the configured model', () => {
  const config = loadConfig({ CALLMILL_CACHE_DIR: temp.path }, '/');

  it('stands beside the manifest’s figure when the file is here', async () => {
    await generatedModel('generated-llama', temp.path);
    const found = await estimateFromFile(manifestEntry('generated-llama'), 512, config);
    expect(found).toMatchObject({ model: 'generated-llama', manifestMb: 10 });
    expect(found?.fileMb).toBeGreaterThan(0);
  });

  it('is not there without a file or without a model', async () => {
    expect(await estimateFromFile(manifestEntry('llama-3.2-1b'), 8192, config)).toBeNull();
    expect(await estimateFromFile(null, 0, config)).toBeNull();
  });
});
