import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type S3Server, startS3Server } from '../../scripts/s3-server.ts';
import { S3Store } from '../../src/storage/s3-store.ts';
import { fileOf, patternedBytes, sha256 } from './fixtures/bytes.ts';
import { type Fate, startCuttingProxy } from './fixtures/cutting-proxy.ts';
import { hasSwift, swiftReason } from './fixtures/s3.ts';
import { tempDir } from './fixtures/temp-dir.ts';

const bytes = patternedBytes(5_000_000);
const PASS: Fate = { kind: 'pass' };

describe.skipIf(!hasSwift)(`a download whose line breaks${swiftReason}`, () => {
  let server: S3Server;

  beforeAll(async () => {
    server = await startS3Server();
    await server.createBucket('calls');
  });
  afterAll(() => server?.stop());

  async function setUp(fateOf: (connection: number) => Fate | Promise<Fate>, stallMs = 30_000) {
    const folder = await tempDir();
    const direct = new S3Store({ ...server, bucket: 'calls' });
    const key = `${folder.split('/').at(-1)}.wav`;
    await direct.upload(await fileOf(join(folder, 'in'), bytes), key, 'audio/wav');
    const proxy = await startCuttingProxy(server.endpoint, fateOf);
    onTestFinished(() => proxy.stop());
    const store = new S3Store(
      { ...server, endpoint: proxy.url, bucket: 'calls' },
      { resumptions: 4, stallMs },
    );
    return { store, direct, proxy, key, folder, out: join(await tempDir(), 'out') };
  }

  it('goes on where it stopped, and the checksum is that of the whole', async () => {
    const { store, proxy, key, out } = await setUp((n) =>
      n < 3 ? { kind: 'cut', afterBytes: 1_000_000 } : PASS,
    );
    const download = await store.download(key, out, { maxBytes: 1e9 });
    expect(download.sha256).toBe(sha256(bytes));
    expect((await readFile(out)).equals(bytes)).toBe(true);
    expect(proxy.connections()).toBe(4);
  });

  it('goes on when the line falls silent', async () => {
    const { store, proxy, key, out } = await setUp(
      (n) => (n === 0 ? { kind: 'stall', afterBytes: 2_000_000 } : PASS),
      300,
    );
    expect((await store.download(key, out, { maxBytes: 1e9 })).sha256).toBe(sha256(bytes));
    expect(proxy.connections()).toBe(2);
  });

  it('takes the new object whole when it was replaced in between', async () => {
    const replaced = patternedBytes(1_234_567).reverse();
    let replace = async (): Promise<void> => {};
    const { store, direct, proxy, key, folder, out } = await setUp(async (n) => {
      if (n === 0) return { kind: 'cut', afterBytes: 2_000_000 };
      await replace();
      return PASS;
    });
    const second = await fileOf(join(folder, 'second'), replaced);
    replace = () => direct.upload(second, key, 'audio/wav');
    const download = await store.download(key, out, { maxBytes: 1e9 });
    expect(download.sha256).toBe(sha256(replaced));
    expect(proxy.connections()).toBeGreaterThan(1);
  });

  it('gives up after a bounded number of tries: object_truncated, no file left', async () => {
    const { store, proxy, key, out } = await setUp(() => ({ kind: 'cut', afterBytes: 100_000 }));
    await expect(store.download(key, out, { maxBytes: 1e9 })).rejects.toMatchObject({
      code: 'object_truncated',
      retry: 'retryable',
    });
    expect(proxy.connections()).toBe(5);
    expect(await readdir(join(out, '..'))).toEqual([]);
  });

  it('says bucket_unreachable when the server goes away for good in the middle', async () => {
    const { store, key, out } = await setUp((n) =>
      n === 0 ? { kind: 'cut', afterBytes: 100_000 } : { kind: 'refuse' },
    );
    await expect(store.download(key, out, { maxBytes: 1e9 })).rejects.toMatchObject({
      code: 'bucket_unreachable',
      retry: 'infrastructure',
    });
  });
});
