import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type PullOptions, type PullProgress, pullEntry } from '../../src/models/pull.ts';
import { entryOf, placeModel, someBytes } from './fixtures/entries.ts';
import { modelServer, serveAndCut, serveRange } from './fixtures/model-server.ts';
import { scratchDirectory } from './fixtures/run.ts';

const WHOLE = someBytes(300_000, 1);
const FILES = { 'model.onnx': WHOLE };

async function options(mirror: string): Promise<PullOptions & { cacheDir: string }> {
  return { cacheDir: await scratchDirectory(), mirror, backoffMs: 1 };
}

describe('pulling a model', () => {
  it('goes on where a cut connection left off', async () => {
    const server = await modelServer(({ from }, response, count) => {
      if (count < 3) serveAndCut(WHOLE, from, 80_000, response);
      else serveRange(WHOLE, from, response);
    });
    const located = await pullEntry(entryOf('cut', FILES), await options(server.url));
    expect(await readFile(located.files['model'] ?? '')).toEqual(WHOLE);
    expect(server.requests).toHaveLength(4);
    const starts = server.requests.map((request) => request.from);
    expect(starts[0]).toBe(0);
    expect(starts[3]).toBeGreaterThan(0);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  });

  it('goes on with what an earlier process left behind', async () => {
    const server = await modelServer(({ from }, response) => serveRange(WHOLE, from, response));
    const pull = await options(server.url);
    await mkdir(join(pull.cacheDir, 'models', 'resumed'), { recursive: true });
    await writeFile(join(pull.cacheDir, 'models', 'resumed', 'model.onnx.part'), WHOLE.subarray(0, 200_000));
    await pullEntry(entryOf('resumed', FILES), pull);
    expect(server.requests).toEqual([{ path: '/resumed/model.onnx', from: 200_000 }]);
    expect(await readdir(join(pull.cacheDir, 'models', 'resumed'))).toEqual(['model.onnx']);
  });

  it('starts over when what was left behind is not the beginning of the file', async () => {
    const server = await modelServer(({ from }, response) => serveRange(WHOLE, from, response));
    const pull = await options(server.url);
    await mkdir(join(pull.cacheDir, 'models', 'foreign'), { recursive: true });
    await writeFile(join(pull.cacheDir, 'models', 'foreign', 'model.onnx.part'), someBytes(100_000, 9));
    const located = await pullEntry(entryOf('foreign', FILES), pull);
    expect(await readFile(located.files['model'] ?? '')).toEqual(WHOLE);
    expect(server.requests.map((request) => request.from)).toEqual([100_000, 0]);
  });

  it('reads the whole file from a server that ignores ranges', async () => {
    const server = await modelServer(({ from }, response, count) => {
      if (count === 0) serveAndCut(WHOLE, from, 50_000, response);
      else serveRange(WHOLE, 0, response);
    });
    const located = await pullEntry(entryOf('rangeless', FILES), await options(server.url));
    expect(await readFile(located.files['model'] ?? '')).toEqual(WHOLE);
    expect(server.requests).toHaveLength(2);
  });

  it('starts over when the server has fewer bytes than were left behind', async () => {
    const server = await modelServer(({ from }, response) => {
      if (from > 0) response.writeHead(416).end();
      else serveRange(WHOLE, 0, response);
    });
    const pull = await options(server.url);
    await mkdir(join(pull.cacheDir, 'models', 'shrunk'), { recursive: true });
    await writeFile(join(pull.cacheDir, 'models', 'shrunk', 'model.onnx.part'), WHOLE.subarray(0, 10));
    const located = await pullEntry(entryOf('shrunk', FILES), pull);
    expect(await readFile(located.files['model'] ?? '')).toEqual(WHOLE);
  });

  it('gives up a connection that has gone silent and asks again', async () => {
    const server = await modelServer(({ from }, response, count) => {
      if (count > 0) return serveRange(WHOLE, from, response);
      response.writeHead(200, { 'content-length': String(WHOLE.length) });
      response.write(WHOLE.subarray(0, 1000));
    });
    const pull = { ...(await options(server.url)), stallMs: 100 };
    const located = await pullEntry(entryOf('silent', FILES), pull);
    expect(await readFile(located.files['model'] ?? '')).toEqual(WHOLE);
  });

  it('asks again after 503 and not after 404', async () => {
    const patient = await modelServer(({ from }, response, count) => {
      if (count === 0) response.writeHead(503).end();
      else serveRange(WHOLE, from, response);
    });
    await pullEntry(entryOf('busy', FILES), await options(patient.url));
    const absent = await modelServer((_, response) => response.writeHead(404).end());
    await expect(pullEntry(entryOf('absent', FILES), await options(absent.url))).rejects.toMatchObject({
      code: 'model_unreachable',
      message: expect.stringMatching(/^127\.0\.0\.1:\d+ answered 404$/),
    });
    expect(absent.requests).toHaveLength(1);
  });

  it('says so when nothing answers', async () => {
    const server = await modelServer((_, response) => response.destroy());
    await expect(pullEntry(entryOf('dead', FILES), await options(server.url))).rejects.toMatchObject({
      code: 'model_unreachable',
      retry: 'infrastructure',
    });
  });

  it('reports bytes up to the last one, for up to three files at once', async () => {
    const files = Object.fromEntries(
      [1, 2, 3, 4, 5].map((seed) => [`part-${seed}.bin`, someBytes(50_000, seed)]),
    );
    // The first three answers wait for each other; a fourth request may only come after one of them.
    const held: (() => void)[] = [];
    let askedWhenReleased = 0;
    const server = await modelServer(({ path, from }, response, count) => {
      const whole = files[path.split('/').at(-1) ?? ''] ?? Buffer.alloc(0);
      held.push(() => serveRange(whole, from, response));
      if (held.length < 3) return;
      if (count === 2) askedWhenReleased = server.requests.length;
      for (const answer of held.slice(count === 2 ? 0 : count)) answer();
    });
    const last = new Map<string, PullProgress>();
    const pull = await options(server.url);
    await pullEntry(entryOf('many', files), {
      ...pull,
      onProgress: (progress) => last.set(progress.file, progress),
    });
    expect([...last.values()].map((progress) => progress.receivedBytes)).toEqual(Array(5).fill(50_000));
    expect(askedWhenReleased).toBe(3);
    expect(server.requests).toHaveLength(5);
  });

  it('stops when told to and keeps what has arrived', async () => {
    const stop = new AbortController();
    const server = await modelServer(({ from }, response) => {
      if (from > 0) return serveRange(WHOLE, from, response);
      response.writeHead(200, { 'content-length': String(WHOLE.length) });
      response.write(WHOLE.subarray(0, 100_000));
    });
    const pull = await options(server.url);
    const entry = entryOf('stopped', FILES);
    const stopped = pullEntry(entry, {
      ...pull,
      signal: stop.signal,
      onProgress: ({ receivedBytes }) => {
        if (receivedBytes >= 100_000) stop.abort(new Error('enough'));
      },
    });
    await expect(stopped).rejects.toThrow('enough');
    await pullEntry(entry, pull);
    expect(server.requests.at(-1)?.from).toBe(100_000);
  });

  it('takes models from a directory when the mirror is one', async () => {
    const mirror = await scratchDirectory();
    await placeModel(mirror, 'offline', FILES);
    const located = await pullEntry(entryOf('offline', FILES), await options(mirror));
    expect(await readFile(located.files['model'] ?? '')).toEqual(WHOLE);
    await expect(pullEntry(entryOf('elsewhere', FILES), await options(mirror))).rejects.toMatchObject({
      code: 'model_unreachable',
    });
  });
});
