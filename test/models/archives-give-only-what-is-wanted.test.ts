import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ModelEntry } from '../../src/models/manifest.ts';
import { pullEntry } from '../../src/models/pull.ts';
import { entryOf, sha256, someBytes } from './fixtures/entries.ts';
import { modelServer, serveAndCut, serveRange } from './fixtures/model-server.ts';

const CONTENTS = { 'model.onnx': someBytes(50_000, 1), 'tokens.txt': Buffer.from('a b c') };
let root: string;
let cacheDir: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'callmill-archive-'));
  cacheDir = join(root, 'cache');
});
afterEach(() => rmSync(root, { recursive: true }));

/** An archive of the folder `pack`, after `prepare` had its way with it. */
function archiveOf(prepare: (pack: string) => void): Buffer {
  const pack = join(root, 'pack');
  mkdirSync(pack);
  for (const [name, bytes] of Object.entries(CONTENTS)) writeFileSync(join(pack, name), bytes);
  prepare(pack);
  const path = join(root, 'pack.tar.bz2');
  execFileSync('tar', ['-cjf', path, '-C', root, '-P', 'pack']);
  return readFileSync(path);
}

function entry(url: string, archive: Buffer): ModelEntry {
  return {
    ...entryOf('packed', CONTENTS),
    archive: { url: `${url}/pack.tar.bz2`, bytes: archive.length, sha256: sha256(archive), folder: 'pack' },
  };
}

const pull = (from: ModelEntry) => pullEntry(from, { cacheDir, mirror: null, backoffMs: 1 });

describe('a model in an archive', () => {
  it('is unpacked, checked and complete; nothing else of the archive stays', async () => {
    const archive = archiveOf((pack) => writeFileSync(join(pack, 'README.md'), 'not wanted'));
    const { url } = await modelServer((request, response) => serveRange(archive, request.from, response));
    const { directory } = await pull(entry(url, archive));
    expect(readdirSync(directory).sort()).toEqual(['model.onnx', 'tokens.txt']);
    expect(readFileSync(join(directory, 'model.onnx'))).toEqual(CONTENTS['model.onnx']);
  });

  it('goes on after a cut where it stopped, and is not fetched again once it is there', async () => {
    const archive = archiveOf(() => undefined);
    const server = await modelServer((request, response, count) => {
      if (count === 0) serveAndCut(archive, 0, 10_000, response);
      else serveRange(archive, request.from, response);
    });
    await pull(entry(server.url, archive));
    expect(server.requests.map((request) => request.from > 0)).toEqual([false, true]);
    await pull(entry(server.url, archive));
    expect(server.requests).toHaveLength(2);
  });

  it('with other contents than pinned is refused before it is opened', async () => {
    const archive = archiveOf(() => undefined);
    const other = Buffer.from(archive);
    other[200] = (other[200] ?? 0) ^ 1;
    const { url } = await modelServer((request, response) => serveRange(other, request.from, response));
    await expect(pull(entry(url, archive))).rejects.toMatchObject({ code: 'model_corrupt' });
    expect(existsSync(join(cacheDir, 'models/packed/model.onnx'))).toBe(false);
  });

  it('that lacks a file, or has a link in its place, is refused and leaves no file behind', async () => {
    const secret = join(root, 'secret');
    writeFileSync(secret, 'outside');
    for (const prepare of [
      (pack: string) => rmSync(join(pack, 'tokens.txt')),
      (pack: string) => {
        rmSync(join(pack, 'tokens.txt'));
        symlinkSync(secret, join(pack, 'tokens.txt'));
      },
    ]) {
      const archive = archiveOf(prepare);
      const { url } = await modelServer((request, response) => serveRange(archive, request.from, response));
      await expect(pull(entry(url, archive))).rejects.toMatchObject({ code: 'model_corrupt' });
      expect(existsSync(join(cacheDir, 'models/packed/tokens.txt'))).toBe(false);
      rmSync(join(root, 'pack'), { recursive: true });
      rmSync(cacheDir, { recursive: true });
    }
  });

  it('comes file by file from a mirror', async () => {
    const mirror = join(root, 'mirror');
    mkdirSync(join(mirror, 'packed'), { recursive: true });
    for (const [name, bytes] of Object.entries(CONTENTS)) writeFileSync(join(mirror, 'packed', name), bytes);
    const from = entry('http://127.0.0.1:9', Buffer.from('never asked for'));
    const { files } = await pullEntry(from, { cacheDir, mirror, backoffMs: 1 });
    expect(readFileSync(files['model'] ?? '')).toEqual(CONTENTS['model.onnx']);
  });
});
