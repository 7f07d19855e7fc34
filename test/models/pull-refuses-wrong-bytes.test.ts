import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pullEntry } from '../../src/models/pull.ts';
import { entryOf, someBytes } from './fixtures/entries.ts';
import { modelServer, serveRange } from './fixtures/model-server.ts';
import { scratchDirectory } from './fixtures/run.ts';

const RIGHT = someBytes(40_000, 1);
const WRONG = someBytes(40_000, 2);
const LONGER = Buffer.concat([RIGHT, RIGHT]);

describe('pulling a model whose source serves other bytes', () => {
  it.each([
    ['of the same size', WRONG],
    ['of a larger size', LONGER],
  ])('is refused and leaves nothing behind: %s', async (_, served) => {
    const server = await modelServer(({ from }, response) => serveRange(served, from, response));
    const cacheDir = await scratchDirectory();
    const pulled = pullEntry(entryOf('wrong', { 'model.onnx': RIGHT }), {
      cacheDir,
      mirror: server.url,
      backoffMs: 1,
    });
    await expect(pulled).rejects.toMatchObject({ code: 'model_corrupt' });
    expect(await readdir(join(cacheDir, 'models', 'wrong'))).toEqual([]);
    expect(server.requests).toHaveLength(1);
  });

  it('is refused when the file ends too early', async () => {
    const server = await modelServer(({ from }, response) => {
      response.writeHead(from > 0 ? 206 : 200, from > 0 ? { 'content-range': `bytes ${from}-` } : {});
      response.end(RIGHT.subarray(from, 30_000));
    });
    const pulled = pullEntry(entryOf('short', { 'model.onnx': RIGHT }), {
      cacheDir: await scratchDirectory(),
      mirror: server.url,
      backoffMs: 1,
    });
    await expect(pulled).rejects.toMatchObject({
      code: expect.stringMatching(/^model_(unreachable|corrupt)$/),
    });
  });

  it('replaces a file that has gone bad in the cache, and touches no other', async () => {
    const files = { 'encoder.onnx': RIGHT, 'decoder.onnx': WRONG };
    const server = await modelServer(({ path, from }, response) => {
      serveRange(path.endsWith('encoder.onnx') ? RIGHT : WRONG, from, response);
    });
    const pull = { cacheDir: await scratchDirectory(), mirror: server.url };
    const located = await pullEntry(entryOf('rotten', files), pull);
    const encoder = located.files['encoder'] ?? '';
    await writeFile(encoder, someBytes(40_000, 3));
    await pullEntry(entryOf('rotten', files), pull);
    expect(await readFile(encoder)).toEqual(RIGHT);
    expect(server.requests.map((request) => request.path).toSorted()).toEqual([
      '/rotten/decoder.onnx',
      '/rotten/encoder.onnx',
      '/rotten/encoder.onnx',
    ]);
  });

  it('names how to get a model that has no address', async () => {
    const entry = { ...entryOf('homeless', { 'model.onnx': RIGHT }), obtain: 'Ask Ada.' };
    await expect(
      pullEntry(entry, { cacheDir: await scratchDirectory(), mirror: null }),
    ).rejects.toMatchObject({
      code: 'model_missing',
      remedy: 'Ask Ada.',
    });
  });
});
