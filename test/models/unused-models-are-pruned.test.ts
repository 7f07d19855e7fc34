import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { prunableModels, pruneModel } from '../../src/models/prune.ts';

let cacheDir: string;
const signal = new AbortController().signal;
beforeEach(() => {
  cacheDir = mkdtempSync(join(tmpdir(), 'callmill-prune-'));
  for (const [path, size] of [
    ['models/used/model.onnx', 10],
    ['models/old/encoder.onnx', 3000],
    ['models/old/deeper/tokens.txt', 24],
    ['models/half/model.gguf.part', 500],
    ['generated/generated-whisper/encoder.onnx', 20],
  ] as const) {
    mkdirSync(join(cacheDir, path, '..'), { recursive: true });
    writeFileSync(join(cacheDir, path), Buffer.alloc(size));
  }
});
afterEach(() => rmSync(cacheDir, { recursive: true }));

it('names what is not kept, largest first, half pulled ones too', async () => {
  const found = await prunableModels(cacheDir, new Set(['used']));
  expect(found.map(({ id, bytes }) => [id, bytes])).toEqual([
    ['old', 3024],
    ['half', 500],
  ]);
});

it('removes those and nothing else: not what a link leads to, not generated models, not other files', async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'callmill-own-'));
  writeFileSync(join(elsewhere, 'model.onnx'), 'mine');
  symlinkSync(elsewhere, join(cacheDir, 'models/linked'));
  writeFileSync(join(cacheDir, 'models/old.lock'), '');
  rmSync(join(cacheDir, 'models/old.lock'));
  for (const one of await prunableModels(cacheDir, new Set(['used']))) await pruneModel(one, signal);
  expect(existsSync(join(cacheDir, 'models/old'))).toBe(false);
  expect(existsSync(join(cacheDir, 'models/half'))).toBe(false);
  for (const kept of [
    'models/used/model.onnx',
    'models/linked/model.onnx',
    'generated/generated-whisper/encoder.onnx',
  ])
    expect(existsSync(join(cacheDir, kept)), kept).toBe(true);
  rmSync(elsewhere, { recursive: true });
});

it('finds nothing where nothing was ever pulled', async () => {
  expect(await prunableModels(join(cacheDir, 'nowhere'), new Set())).toEqual([]);
});
