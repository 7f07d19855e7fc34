import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { LocalStore } from '../../src/storage/local-store.ts';
import { fileOf, patternedBytes } from './fixtures/bytes.ts';
import { tempDir } from './fixtures/temp-dir.ts';

/** A one-megabyte disk; null where mounting is not allowed. */
function mountSmallDisk(folder: string): string | null {
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]);
  if (mounted.status !== 0) return null;
  onTestFinished(() => void execFileSync('umount', ['-l', disk]));
  return disk;
}

describe('a disk that is full', () => {
  it('is storage_full on download and on upload, and what was begun is removed', async (context) => {
    const folder = await tempDir();
    const disk = mountSmallDisk(folder);
    if (disk === null) return context.skip('mounting a tmpfs needs root');
    const bucket = await tempDir();
    const file = await fileOf(join(folder, 'in'), patternedBytes(3_000_000));
    const store = new LocalStore(bucket);
    await store.upload(file, 'big.wav', 'audio/wav');
    const full = { code: 'storage_full', retry: 'infrastructure' };
    await expect(store.download('big.wav', join(disk, 'out'), { maxBytes: 1e9 })).rejects.toMatchObject(full);
    expect(await readdir(disk)).toEqual([]);
    await expect(new LocalStore(disk).upload(file, 'big.wav', 'audio/wav')).rejects.toMatchObject(full);
    expect(await readdir(disk)).toEqual([]);
  });
});
