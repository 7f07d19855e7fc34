import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GENERATORS } from '../../src/models/generated/build.ts';
import { ensureGeneratedModels } from '../../src/models/generated/ensure.ts';
import { scratchDirectory } from './fixtures/run.ts';

describe('ensureGeneratedModels', () => {
  it('leaves models alone that are already there', async () => {
    const cache = await scratchDirectory();
    const file = join(await ensureGeneratedModels(cache), 'generated-llama', 'model.gguf');
    const first = await stat(file);
    await ensureGeneratedModels(cache);
    expect((await stat(file)).ino).toBe(first.ino);
  });

  it('replaces a model that another version made', async () => {
    const cache = await scratchDirectory();
    const file = join(await ensureGeneratedModels(cache), 'generated-vad', 'model.onnx');
    const right = await readFile(file);
    await writeFile(file, 'made by an older callmill');
    await ensureGeneratedModels(cache);
    expect(await readFile(file)).toEqual(right);
  });

  it('gives every caller whole models when several make them at once, and leaves nothing else behind', async () => {
    const cache = await scratchDirectory();
    const roots = await Promise.all(Array.from({ length: 8 }, () => ensureGeneratedModels(cache)));
    const root = roots[0] ?? '';
    expect((await readdir(root)).toSorted()).toEqual(Object.keys(GENERATORS).toSorted());
    const tokens = await readFile(join(root, 'generated-whisper', 'tokens.txt'), 'utf8');
    expect(tokens.split('\n').filter(Boolean).length).toBeGreaterThan(10);
  });
});
