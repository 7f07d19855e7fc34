import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type S3Server, startS3Server } from '../../scripts/s3-server.ts';
import { monotonicMs } from '../../src/clock/clock.ts';
import { CallmillError } from '../../src/errors/error.ts';
import { S3Store } from '../../src/storage/s3-store.ts';
import { fileOf, patternedBytes } from './fixtures/bytes.ts';
import { startCuttingProxy } from './fixtures/cutting-proxy.ts';
import { hasSwift, swiftReason } from './fixtures/s3.ts';
import { tempDir } from './fixtures/temp-dir.ts';

const fakeKeys = { accessKeyId: 'id-0123', secretAccessKey: 'secret-4567', bucket: 'calls' };

async function httpServer(status: number, body: string): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe.skipIf(!hasSwift)(`errors of a real S3 server${swiftReason}`, () => {
  let server: S3Server;

  beforeAll(async () => {
    server = await startS3Server();
    await server.createBucket('calls');
  });
  afterAll(() => server?.stop());

  it('a wrong secret is access_denied on every operation, and neither key appears', async () => {
    const folder = await tempDir();
    const file = await fileOf(join(folder, 'in'), 'x');
    const store = new S3Store({ ...server, secretAccessKey: 'wrong-secret-0815', bucket: 'calls' });
    for (const attempt of [
      () => store.head('k'),
      () => store.download('k', join(folder, 'out'), { maxBytes: 9 }),
      () => store.upload(file, 'k', 'audio/wav'),
      () => store.delete('k'),
      () => store.list('', 1),
    ]) {
      const error: unknown = await attempt().catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'access_denied', stage: 'fetch' });
      expect(String((error as CallmillError).explanation)).not.toMatch(/wrong-secret|test:tester/);
    }
  });

  it('an unknown key id is access_denied', async () => {
    const store = new S3Store({ ...server, accessKeyId: 'test:nobody', bucket: 'calls' });
    await expect(store.list('', 1)).rejects.toMatchObject({ code: 'access_denied' });
  });

  it('a bucket that is not there is a matter of the installation, not of the recording', async () => {
    const store = new S3Store({ ...server, bucket: 'no-such-bucket' });
    const folder = await tempDir();
    const expected = { code: 'bucket_unreachable', retry: 'infrastructure' };
    await expect(store.head('k')).rejects.toMatchObject(expected);
    await expect(store.download('k', join(folder, 'out'), { maxBytes: 9 })).rejects.toMatchObject(expected);
    await expect(store.list('', 1)).rejects.toMatchObject(expected);
  });

  it('an upload survives a line that breaks once, with every byte there', async () => {
    const folder = await tempDir();
    const proxy = await startCuttingProxy(server.endpoint, (n) => ({ kind: n === 0 ? 'refuse' : 'pass' }));
    onTestFinished(() => proxy.stop());
    const store = new S3Store({ ...server, endpoint: proxy.url, bucket: 'calls' });
    await store.upload(await fileOf(join(folder, 'in'), patternedBytes(2_500_000)), 'up', 'audio/wav');
    expect(proxy.connections()).toBeGreaterThan(1);
    expect((await store.head('up')).sizeBytes).toBe(2_500_000);
  });
});

describe('an endpoint that is no help', () => {
  it.each([
    ['refuses connections', 'http://127.0.0.1:1'],
    ['does not resolve', 'http://no-such-host.invalid'],
  ])('that %s is bucket_unreachable', async (_, endpoint) => {
    const store = new S3Store({ ...fakeKeys, endpoint });
    await expect(store.head('k')).rejects.toMatchObject({
      code: 'bucket_unreachable',
      retry: 'infrastructure',
    });
  });

  it.each([500, 503, 429])('that answers %i is bucket_unreachable', async (status) => {
    const store = new S3Store({ ...fakeKeys, endpoint: await httpServer(status, 'sorry') });
    await expect(store.list('', 1)).rejects.toMatchObject({ code: 'bucket_unreachable' });
  });

  it('that is a web page is bucket_unreachable', async () => {
    const store = new S3Store({ ...fakeKeys, endpoint: await httpServer(200, '<html><p>Hello</html>') });
    await expect(store.list('', 1)).rejects.toMatchObject({ code: 'bucket_unreachable' });
  });

  it('that accepts and never answers ends by the time limit, not never', async () => {
    const proxy = await startCuttingProxy('http://127.0.0.1:1', () => ({ kind: 'mute' }));
    onTestFinished(() => proxy.stop());
    const store = new S3Store({
      ...fakeKeys,
      endpoint: proxy.url,
      timeouts: { connectMs: 200, answerMs: 200 },
    });
    const begun = monotonicMs();
    await expect(store.head('k')).rejects.toMatchObject({ code: 'bucket_unreachable' });
    expect(monotonicMs() - begun).toBeLessThan(5_000);
  });

  it('names host and bucket in its description, and no key', () => {
    const store = new S3Store({ ...fakeKeys, endpoint: 'https://account.r2.example' });
    expect(store.description).toBe('s3 bucket calls at account.r2.example');
  });
});

describe('every error of the store', () => {
  it('is a CallmillError', async () => {
    const store = new S3Store({ ...fakeKeys, endpoint: await httpServer(418, '') });
    await expect(store.head('k')).rejects.toBeInstanceOf(CallmillError);
  });
});
