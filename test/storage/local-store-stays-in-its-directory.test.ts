import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LocalStore } from '../../src/storage/local-store.ts';
import { fileOf, patternedBytes } from './fixtures/bytes.ts';
import { tempDir } from './fixtures/temp-dir.ts';

describe('a directory as store', () => {
  it('does not follow a link to a file outside', async () => {
    const [root, outside] = [await tempDir(), await tempDir()];
    await fileOf(join(outside, 'secret'), 'secret');
    await symlink(join(outside, 'secret'), join(root, 'link.wav'));
    const store = new LocalStore(root);
    const refused = { code: 'access_denied', retry: 'permanent' };
    await expect(store.head('link.wav')).rejects.toMatchObject(refused);
    await expect(store.download('link.wav', join(outside, 'out'), { maxBytes: 99 })).rejects.toMatchObject(
      refused,
    );
    expect(await readdir(outside)).toEqual(['secret']);
  });

  it('does not write or delete through a linked folder', async () => {
    const [root, outside] = [await tempDir(), await tempDir()];
    const file = await fileOf(join(outside, 'in'), 'x');
    await symlink(outside, join(root, 'folder'));
    const store = new LocalStore(root);
    await expect(store.upload(file, 'folder/new.wav', 'audio/wav')).rejects.toMatchObject({
      code: 'access_denied',
    });
    await expect(store.upload(file, 'folder/deep/new.wav', 'audio/wav')).rejects.toMatchObject({
      code: 'access_denied',
    });
    await expect(store.delete('folder/in')).rejects.toMatchObject({ code: 'access_denied' });
    expect(await readdir(outside)).toEqual(['in']);
  });

  it('follows a link that stays inside', async () => {
    const root = await tempDir();
    await writeFile(join(root, 'real.wav'), 'abc');
    await symlink('real.wav', join(root, 'alias.wav'));
    expect((await new LocalStore(root).head('alias.wav')).sizeBytes).toBe(3);
  });

  it('replaces a link instead of writing through it', async () => {
    const [root, outside] = [await tempDir(), await tempDir()];
    await fileOf(join(outside, 'kept'), 'kept');
    await symlink(join(outside, 'kept'), join(root, 'k'));
    await new LocalStore(root).upload(await fileOf(join(outside, 'in'), 'new'), 'k', 'text/plain');
    expect(await readFile(join(outside, 'kept'), 'utf8')).toBe('kept');
    expect(await readFile(join(root, 'k'), 'utf8')).toBe('new');
  });

  it('does not wait at a named pipe, and a folder is no object', async () => {
    const root = await tempDir();
    execFileSync('mkfifo', [join(root, 'pipe.wav')]);
    await mkdir(join(root, 'folder'));
    const store = new LocalStore(root);
    await expect(store.head('pipe.wav')).rejects.toMatchObject({ code: 'object_missing' });
    await expect(store.head('folder')).rejects.toMatchObject({ code: 'object_missing' });
  });

  it('that does not exist is bucket_unreachable and is not made', async () => {
    const parent = await tempDir();
    const store = new LocalStore(join(parent, 'unmounted'));
    const file = await fileOf(join(await tempDir(), 'in'), 'x');
    const away = { code: 'bucket_unreachable', retry: 'infrastructure' };
    await expect(store.head('k')).rejects.toMatchObject(away);
    await expect(store.list('', 1)).rejects.toMatchObject(away);
    await expect(store.upload(file, 'k', 'text/plain')).rejects.toMatchObject(away);
    expect(await readdir(parent)).toEqual([]);
  });

  it('shows an upload whole or not at all, and a failed one leaves nothing', async () => {
    const root = await tempDir();
    const store = new LocalStore(root);
    await expect(store.upload(join(root, 'no-such-file'), 'k', 'text/plain')).rejects.toThrow();
    expect(await readdir(root)).toEqual([]);
    await writeFile(join(root, '.callmill-upload-left-behind'), 'half');
    expect(await store.list('', 10)).toEqual([]);
  });

  it('uploads many files at once without losing one', async () => {
    const [root, folder] = [await tempDir(), await tempDir()];
    const store = new LocalStore(root);
    const file = await fileOf(join(folder, 'in'), patternedBytes(10_000));
    await Promise.all(Array.from({ length: 50 }, (_, i) => store.upload(file, `d/${i % 5}/${i}`, 'a/b')));
    expect(await store.list('d/', 100)).toHaveLength(50);
  });
});
