import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { candidates, chooseModel } from '../../src/models/choose.ts';
import { manifest } from '../../src/models/manifest.ts';
import type { ModelRole } from '../../src/models/model.ts';
import { scratchDirectory } from './fixtures/run.ts';

const weights = process.env['CALLMILL_MODELS_DIR'];

const ids = (role: ModelRole, language: string | null = null): string[] =>
  candidates(manifest(), role, language).map((model) => model.id);

describe('auto', () => {
  it('tries the English transducer for small boards first and the smallest model last', () => {
    expect(ids('speech')[0]).toBe('parakeet-tdt-110m-int8');
    expect(ids('speech', 'en').at(-1)).toBe('sense-voice-int8');
    expect(ids('speech').indexOf('zipformer-en-3.3M')).toBeGreaterThan(
      ids('speech').indexOf('whisper-tiny.en'),
    );
  });

  it('passes over models that do not know the language', () => {
    expect(ids('speech', 'de-AT')).toEqual(['whisper-small', 'parakeet-tdt-0.6b-v3-int8', 'whisper-turbo']);
    expect(ids('speech', 'en-GB')).toContain('zipformer-en-3.3M');
  });

  it('tries a proof of the path after every model that can do the work', () => {
    expect(ids('language').at(-1)).toBe('stories260K');
    const { models, preferences } = manifest();
    const proofFirst = {
      models,
      preferences: { ...preferences, language: ['stories260K', 'llama-3.2-1b'] },
    };
    expect(candidates(proofFirst, 'language', null).map((model) => model.id)).toEqual([
      'llama-3.2-1b',
      'stories260K',
    ]);
  });

  it.each([
    ['speech', 'generated-whisper'],
    ['voice-activity', 'generated-vad'],
    ['segmentation', 'generated-segmentation'],
    ['language', 'generated-llama'],
  ] as const)('falls back to a generated model for %s', async (role, id) => {
    const cacheDir = await scratchDirectory();
    const chosen = await chooseModel(role, 'auto', { modelsDir: null, cacheDir });
    expect(chosen).toMatchObject({ id, role, generated: true });
    expect(await chooseModel(role, id, { modelsDir: null, cacheDir })).toEqual(chosen);
  });

  it.skipIf(weights === undefined)(
    'takes the real weights in CALLMILL_MODELS_DIR (skipped without it)',
    async () => {
      const where = { modelsDir: weights ?? null, cacheDir: await scratchDirectory() };
      const chosen = async (role: ModelRole): Promise<string> => (await chooseModel(role, 'auto', where)).id;
      expect(await chosen('speech')).toBe('zipformer-en-3.3M');
      expect(await chosen('voice-activity')).toBe('silero-vad');
      expect(await chosen('segmentation')).toBe('pyannote-segmentation-3.0');
      expect(await chosen('speaker-embedding')).toBe('speaker-channels64');
      expect(await chosen('language')).toBe('stories260K');
    },
  );

  it.skipIf(weights === undefined)(
    'is not stopped by an empty folder of a better model (skipped without CALLMILL_MODELS_DIR)',
    async () => {
      const modelsDir = await scratchDirectory();
      await mkdir(join(modelsDir, 'parakeet-tdt-110m-int8'));
      await symlink(join(weights ?? '', 'zipformer-en-3.3M'), join(modelsDir, 'zipformer-en-3.3M'));
      const chosen = await chooseModel('speech', 'auto', { modelsDir, cacheDir: await scratchDirectory() });
      expect(chosen.id).toBe('zipformer-en-3.3M');
      expect(chosen.settings).toMatchObject({ lagMs: 290 });
    },
  );
});

describe('an explicit model id', () => {
  it('must be there', async () => {
    const where = { modelsDir: null, cacheDir: await scratchDirectory() };
    await expect(chooseModel('speech', 'whisper-turbo', where)).rejects.toMatchObject({
      code: 'model_missing',
    });
    await expect(chooseModel('speech', 'no-such', where)).rejects.toMatchObject({ code: 'model_missing' });
  });

  it('must be for the role', async () => {
    const where = { modelsDir: null, cacheDir: await scratchDirectory() };
    await expect(chooseModel('speech', 'silero-vad', where)).rejects.toMatchObject({ code: 'usage' });
  });
});
