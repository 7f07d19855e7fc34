import { readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { locateEntry, locateModel } from '../../src/models/locate.ts';
import { entryOf, placeModel, sha256, someBytes } from './fixtures/entries.ts';
import { scratchDirectory } from './fixtures/run.ts';

const FILES = { 'encoder.onnx': someBytes(5000, 1), 'tokens.txt': someBytes(300, 2) };
const ENTRY = entryOf('two-files', FILES);

async function places(): Promise<{ modelsDir: string; cacheDir: string }> {
  return { modelsDir: await scratchDirectory(), cacheDir: await scratchDirectory() };
}

describe('locating a model', () => {
  it('gives absolute paths by purpose and one fingerprint', async () => {
    const where = await places();
    await placeModel(where.modelsDir, 'two-files', FILES);
    const located = await locateEntry(ENTRY, where);
    expect(located).toMatchObject({ id: 'two-files', directory: join(where.modelsDir, 'two-files') });
    expect(await readFile(located.files['encoder'] ?? '')).toEqual(FILES['encoder.onnx']);
    expect(located.sha256).toBe(sha256(`${sha256(FILES['encoder.onnx'])}\n${sha256(FILES['tokens.txt'])}`));
  });

  it("prefers the operator's directory to the cache, and a whole copy to an incomplete one", async () => {
    const where = await places();
    await placeModel(join(where.cacheDir, 'models'), 'two-files', FILES);
    expect((await locateEntry(ENTRY, where)).directory).toContain(where.cacheDir);
    await placeModel(where.modelsDir, 'two-files', FILES);
    expect((await locateEntry(ENTRY, where)).directory).toContain(where.modelsDir);
    await rm(join(where.modelsDir, 'two-files', 'tokens.txt'));
    expect((await locateEntry(ENTRY, where)).directory).toContain(where.cacheDir);
  });

  it('says what was looked for and where when it is not there', async () => {
    const where = await places();
    const refused = locateModel('whisper-tiny.en', where);
    await expect(refused).rejects.toMatchObject({
      code: 'model_missing',
      remedy: expect.stringContaining('callmill models pull whisper-tiny.en'),
    });
    await expect(refused).rejects.toThrow('tiny.en-tokens.txt');
    await expect(refused).rejects.toThrow(join(where.modelsDir, 'whisper-tiny.en'));
    await expect(refused).rejects.toThrow(join(where.cacheDir, 'models', 'whisper-tiny.en'));
  });

  it('refuses a file of the wrong size and one of the right size with other bytes', async () => {
    const where = await places();
    await placeModel(where.modelsDir, 'two-files', { ...FILES, 'tokens.txt': someBytes(299, 2) });
    await expect(locateEntry(ENTRY, where)).rejects.toMatchObject({
      code: 'model_corrupt',
      message: expect.stringContaining('299 bytes instead of 300'),
    });
    await placeModel(where.modelsDir, 'two-files', { ...FILES, 'tokens.txt': someBytes(300, 3) });
    await expect(locateEntry(ENTRY, where)).rejects.toMatchObject({ code: 'model_corrupt' });
  });

  it('reads an unchanged file once, and again when told to', async () => {
    const where = await places();
    await placeModel(where.modelsDir, 'two-files', FILES);
    const encoder = join(where.modelsDir, 'two-files', 'encoder.onnx');
    await utimes(encoder, 1_000_000, 1_000_000);
    await locateEntry(ENTRY, where);
    await writeFile(encoder, someBytes(5000, 7));
    // Same size, inode and time: only reading the file would tell.
    await utimes(encoder, 1_000_000, 1_000_000);
    await expect(locateEntry(ENTRY, where)).resolves.toMatchObject({ id: 'two-files' });
    await expect(locateEntry(ENTRY, { ...where, again: true })).rejects.toMatchObject({
      code: 'model_corrupt',
    });
  });

  it('reads a file again once it was written to', async () => {
    const where = await places();
    await placeModel(where.modelsDir, 'two-files', FILES);
    await locateEntry(ENTRY, where);
    const path = join(where.modelsDir, 'two-files', 'encoder.onnx');
    await writeFile(path, someBytes(5000, 7));
    await utimes(path, 1, 1);
    await expect(locateEntry(ENTRY, where)).rejects.toMatchObject({ code: 'model_corrupt' });
  });

  it('holds a file without a published checksum to the first copy seen', async () => {
    const where = await places();
    const unpinned = entryOf('two-files', FILES, { pinned: false });
    await placeModel(where.modelsDir, 'two-files', FILES);
    await locateEntry(unpinned, where);
    const pins: unknown = JSON.parse(await readFile(join(where.cacheDir, 'models.lock.json'), 'utf8'));
    expect(pins).toEqual({
      'two-files/encoder.onnx': sha256(FILES['encoder.onnx']),
      'two-files/tokens.txt': sha256(FILES['tokens.txt']),
    });
    await placeModel(where.modelsDir, 'two-files', { ...FILES, 'tokens.txt': someBytes(300, 4) });
    await expect(locateEntry(unpinned, where)).rejects.toMatchObject({ code: 'model_corrupt' });
  });

  it('loses no checksum when many models are verified at once', async () => {
    const where = await places();
    const ids = Array.from({ length: 10 }, (_, index) => `model-${index}`);
    for (const id of ids) await placeModel(where.modelsDir, id, FILES);
    await Promise.all(ids.map((id) => locateEntry(entryOf(id, FILES), where)));
    const remembered = JSON.parse(await readFile(join(where.cacheDir, 'verified.json'), 'utf8')) as object;
    expect(Object.keys(remembered)).toHaveLength(20);
  });

  it('works on when its memory is damaged', async () => {
    const where = await places();
    await placeModel(where.modelsDir, 'two-files', FILES);
    await writeFile(join(where.cacheDir, 'verified.json'), '{"half a');
    await expect(locateEntry(ENTRY, where)).resolves.toMatchObject({ id: 'two-files' });
    await expect(locateEntry(ENTRY, where)).resolves.toMatchObject({ id: 'two-files' });
  });
});
