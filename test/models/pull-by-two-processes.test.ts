import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { someBytes } from './fixtures/entries.ts';
import { modelServer, serveRange } from './fixtures/model-server.ts';
import { runFixture, scratchDirectory } from './fixtures/run.ts';

const WHOLE = someBytes(200_000, 5);

it('two processes that pull the same model share one download', async () => {
  const server = await modelServer(({ from }, response) => serveRange(WHOLE, from, response));
  const cacheDir = await scratchDirectory();
  const pull = (): Promise<unknown> => runFixture('pull-in-a-process.ts', cacheDir, server.url);
  const [first, second] = await Promise.all([pull(), pull()]);
  expect(first).toBe(second);
  expect(await readFile(join(String(first), 'model.onnx'))).toEqual(WHOLE);
  expect(server.requests).toHaveLength(1);
});

it('a lock left by a process that died is taken over at once', async () => {
  const server = await modelServer(({ from }, response) => serveRange(WHOLE, from, response));
  const cacheDir = await scratchDirectory();
  await mkdir(join(cacheDir, 'models'), { recursive: true });
  // No Linux process has this id: the kernel's limit lies below.
  await writeFile(join(cacheDir, 'models', 'shared.lock'), `${hostname()} 999999999 left-behind`);
  await runFixture('pull-in-a-process.ts', cacheDir, server.url);
  expect(server.requests).toHaveLength(1);
}, 15_000);
