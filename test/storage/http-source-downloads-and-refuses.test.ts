import { readdir } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CallmillError } from '../../src/errors/error.ts';
import { downloadSource, type SourceOptions } from '../../src/storage/http-source.ts';
import { isPublicAddress } from '../../src/storage/public-address.ts';
import { patternedBytes, sha256 } from './fixtures/bytes.ts';
import { tempDir } from './fixtures/temp-dir.ts';

const bytes = patternedBytes(2_000_000);
const local: SourceOptions = {
  maxBytes: 1e9,
  allowedHosts: ['127.0.0.1'],
  patience: { resumptions: 3, stallMs: 300 },
};

async function serve(handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Serves `bytes`, breaking the line in the middle of the first answer. */
function breaksOnce(ranges: boolean) {
  const seen: (string | undefined)[] = [];
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    seen.push(request.headers.range);
    const start = ranges ? Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0) : 0;
    response.writeHead(start > 0 ? 206 : 200, {
      'content-type': 'audio/wav',
      'content-length': bytes.length - start,
      etag: '"v1"',
      ...(start > 0 ? { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` } : {}),
    });
    if (seen.length > 1) return void response.end(bytes.subarray(start));
    response.write(bytes.subarray(0, 700_000), () => response.destroy());
  };
  return { handle, seen };
}

async function outPath(): Promise<string> {
  return join(await tempDir(), 'out');
}

describe('a source_url', () => {
  it('is resumed with Range when the line breaks', async () => {
    const { handle, seen } = breaksOnce(true);
    const download = await downloadSource(`${await serve(handle)}/a.wav`, await outPath(), local);
    expect(download).toMatchObject({ sha256: sha256(bytes), contentType: 'audio/wav' });
    expect(seen[0]).toBeUndefined();
    expect(seen[1]).toMatch(/^bytes=\d+-$/);
  });

  it('is taken from the beginning when the server knows no ranges', async () => {
    const { handle } = breaksOnce(false);
    const download = await downloadSource(await serve(handle), await outPath(), local);
    expect(download.sha256).toBe(sha256(bytes));
  });

  it('follows redirects, five at most', async () => {
    const url = await serve((request, response) => {
      const left = Number(request.url?.slice(1));
      if (left === 0) return void response.end('audio');
      response.writeHead(302, { location: `/${left - 1}` }).end();
    });
    expect((await downloadSource(`${url}/5`, await outPath(), local)).sizeBytes).toBe(5);
    await expect(downloadSource(`${url}/6`, await outPath(), local)).rejects.toMatchObject({
      code: 'source_refused',
    });
  });

  it('may be longer than it says and is stopped at the limit while reading', async () => {
    const out = await outPath();
    const url = await serve((_, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(bytes));
      };
      response.on('drain', more);
      more();
    });
    await expect(downloadSource(url, out, { ...local, maxBytes: 5_000_000 })).rejects.toMatchObject({
      code: 'object_too_large',
    });
    expect(await readdir(join(out, '..'))).toEqual([]);
  });

  it.each([
    [404, 'object_missing'],
    [410, 'object_missing'],
    [401, 'access_denied'],
    [403, 'access_denied'],
    [500, 'source_unreachable'],
    [429, 'source_unreachable'],
  ])('that answers %i is %s', async (status, code) => {
    const url = await serve((_, response) => response.writeHead(status).end('x'));
    await expect(downloadSource(url, await outPath(), local)).rejects.toMatchObject({ code });
  });

  it('with no bytes is object_empty; one that never answers or stalls is given up', async () => {
    const empty = await serve((_, response) => response.end());
    await expect(downloadSource(empty, await outPath(), local)).rejects.toMatchObject({
      code: 'object_empty',
    });
    const silent = await serve(() => undefined);
    await expect(downloadSource(silent, await outPath(), local)).rejects.toMatchObject({
      code: 'source_unreachable',
    });
    const stalled = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('half');
    });
    await expect(downloadSource(stalled, await outPath(), local)).rejects.toMatchObject({
      code: 'object_truncated',
    });
  });

  it('never shows credentials or its query in an error', async () => {
    const url = (await serve((_, response) => response.writeHead(500).end())).replace('//', '//user:geheim@');
    for (const bad of [
      `${url}/a?sig=geheim`,
      'http://user:geheim@127.0.0.1:1/?sig=geheim',
      'ftp://geheim/',
    ]) {
      const error: unknown = await downloadSource(bad, await outPath(), local).catch((thrown) => thrown);
      expect(error).toBeInstanceOf(CallmillError);
      expect((error as CallmillError).explanation).not.toContain('geheim');
    }
  });
});

describe('a source_url into a private network', () => {
  it.each([
    'http://127.0.0.1:1/',
    'http://localhost:1/',
    'http://[::1]:1/',
    'http://[::ffff:127.0.0.1]:1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://0x7f.1/',
    'http://2130706433/',
    'http://10.0.0.1/',
    'file:///etc/passwd',
    'gopher://example.org/',
    'not a url',
  ])('%s is refused', async (url) => {
    await expect(downloadSource(url, await outPath(), { maxBytes: 9 })).rejects.toMatchObject({
      code: 'source_refused',
      retry: 'permanent',
    });
  });

  it('is refused behind a redirect too', async () => {
    const url = await serve((_, response) => response.writeHead(302, { location: 'http://[::1]:9/' }).end());
    await expect(downloadSource(url, await outPath(), local)).rejects.toMatchObject({
      code: 'source_refused',
    });
  });

  it.each([
    ['8.8.8.8', true],
    ['2606:4700:4700::1111', true],
    ['100.64.0.1', false],
    ['172.31.255.255', false],
    ['172.32.0.1', true],
    ['::ffff:10.0.0.1', false],
    ['64:ff9b::a00:1', false],
    ['2002:7f00:1::', false],
    ['fd00::1', false],
    ['fe80::1', false],
    ['0.0.0.0', false],
    ['255.255.255.255', false],
    ['localhost', false],
  ])('%s public: %s', (address, expected) => {
    expect(isPublicAddress(address)).toBe(expected);
  });
});
