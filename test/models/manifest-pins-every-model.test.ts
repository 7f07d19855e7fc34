import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { GENERATORS } from '../../src/models/generated/build.ts';
import { LANGUAGE_CODES } from '../../src/models/generated/whisper-tokens.ts';
import { manifest, manifestEntry, parseManifest } from '../../src/models/manifest.ts';

describe('models/manifest.json', () => {
  const { models, preferences } = manifest();

  it('gives a checksum and a size for every file that has an address', () => {
    const files = models.flatMap((model) => model.files).filter((file) => file.url !== undefined);
    expect(files.length).toBeGreaterThan(30);
    for (const file of files) {
      expect(file.sha256, file.url).toMatch(/^[0-9a-f]{64}$/);
      expect(file.bytes, file.url).toBeGreaterThan(0);
    }
  });

  it('names a revision in every Hugging Face address, so that the file behind it cannot change', () => {
    const addresses = models.flatMap((model) => model.files.flatMap((file) => file.url ?? []));
    const floating = addresses.filter(
      (url) => url.includes('huggingface.co') && !/\/resolve\/[0-9a-f]{40}\//.test(url),
    );
    expect(floating).toEqual([]);
  });

  it('says how to get each model that has no address', () => {
    const silent = models.filter(
      ({ files, archive, generated, obtain }) =>
        files.some((file) => file.url === undefined) && !archive && !generated && !obtain,
    );
    expect(silent).toEqual([]);
  });

  it('holds no model whose licence forbids commercial use', () => {
    for (const { id, licence } of models) {
      expect(licence, id).not.toMatch(/non-?commercial|non-production|research licen[cs]e|-NC/i);
    }
  });

  it('has a generated model for every role, and prefers none of them', () => {
    const generated = models.filter((model) => model.generated);
    expect(generated.map((model) => model.role).toSorted()).toEqual(Object.keys(preferences).toSorted());
    const preferred = new Set(Object.values(preferences).flat());
    expect(generated.filter((model) => preferred.has(model.id))).toEqual([]);
  });

  it('holds the checksums of what the generators of this version make', () => {
    for (const [id, files] of Object.entries(GENERATORS)) {
      const made = Object.entries(files).map(([name, make]) => {
        const bytes = make();
        return { name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
      });
      const pinned = manifestEntry(id).files.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 }));
      expect(made).toEqual(pinned);
    }
    expect(manifestEntry('generated-whisper').languages).toEqual(LANGUAGE_CODES);
  });

  it('is refused with every problem named when it is wrong', () => {
    const model = {
      ...models[0],
      id: 'x',
      files: [{ purpose: 'model', name: '../escape', sha256: 'short' }],
    };
    const broken = { models: [model], preferences: { ...preferences, language: ['x'] } };
    const refusal = (): unknown => parseManifest(broken);
    expect(refusal).toThrowError(/plain file name/);
    expect(refusal).toThrowError(/64 lower-case hex digits/);
    expect(() =>
      parseManifest({ models, preferences: { ...preferences, language: ['silero-vad'] } }),
    ).toThrowError(/preferences\.language names silero-vad/);
  });

  it('answers an unknown id with what to do', () => {
    expect(() => manifestEntry('whisper-enormous')).toThrowError(
      expect.objectContaining({ code: 'model_missing', remedy: expect.stringContaining('models list') }),
    );
  });
});
