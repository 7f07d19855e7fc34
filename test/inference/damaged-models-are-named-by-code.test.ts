import { copyFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { DiarizationClient } from '../../src/inference/diarization-client.ts';
import { EntitiesClient } from '../../src/inference/entities-client.ts';
import { LanguageModelClient } from '../../src/inference/language-model-client.ts';
import { SpeechClient } from '../../src/inference/speech-client.ts';
import { VoiceActivityClient } from '../../src/inference/voice-activity-client.ts';
import type { LocatedModel } from '../../src/models/model.ts';
import { CPU, generatedModel, scratch } from './fixtures/models.ts';

type Role = 'whisper' | 'vad' | 'segmentation' | 'embedding' | 'llama' | 'entities';

const temp = scratch();
const models = {} as Record<Role, LocatedModel>;
beforeAll(async () => {
  for (const role of ['whisper', 'vad', 'segmentation', 'embedding', 'llama', 'entities'] as const) {
    models[role] = await generatedModel(`generated-${role}`, temp.path);
  }
});
afterAll(temp.remove);

/** The engine that loads this role, with all other models as they should be. */
function engineOver(role: Role, model: LocatedModel) {
  const all = { ...models, [role]: model };
  const open = {
    whisper: () => new SpeechClient(all.whisper, CPU),
    vad: () => new VoiceActivityClient(all.vad, CPU),
    segmentation: () => new DiarizationClient(all, CPU),
    embedding: () => new DiarizationClient(all, CPU),
    llama: () => new LanguageModelClient(all.llama, CPU),
    entities: () => new EntitiesClient(all.entities, CPU),
  } as const;
  const engine = open[role]();
  onTestFinished(() => engine.close());
  return engine;
}

function withFile(role: Role, purpose: string, path: string): LocatedModel {
  return { ...models[role], files: { ...models[role].files, [purpose]: path } };
}

const FILES: readonly (readonly [Role, string])[] = [
  ['whisper', 'encoder'],
  ['whisper', 'decoder'],
  ['vad', 'model'],
  ['segmentation', 'model'],
  ['embedding', 'model'],
  ['llama', 'model'],
  ['entities', 'model'],
];

describe.each(FILES)('the %s %s file', (role, purpose) => {
  it('missing: model_missing, before the runtime sees it', async () => {
    const engine = engineOver(role, withFile(role, purpose, join(temp.path, 'nowhere')));
    await expect(engine.info()).rejects.toMatchObject({ code: 'model_missing', retry: 'infrastructure' });
  });

  it('cut in half: model_unusable, and no process is left', async () => {
    const whole = models[role].files[purpose] ?? '';
    const cut = join(temp.path, `${role}-${purpose}.cut`);
    copyFileSync(whole, cut);
    truncateSync(cut, Math.floor(statSync(whole).size / 2));
    const engine = engineOver(role, withFile(role, purpose, cut));
    await expect(engine.info()).rejects.toMatchObject({ code: 'model_unusable', retry: 'infrastructure' });
    expect(engine.pid).toBeUndefined();
  });
});

describe('a model that is another one: its file is sound, its metadata wrong', () => {
  const WRONG: readonly (readonly [Role, string, Role])[] = [
    ['whisper', 'encoder', 'segmentation'],
    ['vad', 'model', 'embedding'],
    ['segmentation', 'model', 'embedding'],
    ['embedding', 'model', 'segmentation'],
    ['llama', 'model', 'vad'],
    ['entities', 'model', 'vad'],
  ];

  it.each(WRONG)('%s %s made from %s: model_unusable', async (role, purpose, other) => {
    const engine = engineOver(role, withFile(role, purpose, models[other].files['model'] ?? ''));
    await expect(engine.info()).rejects.toMatchObject({ code: 'model_unusable' });
    expect(engine.pid).toBeUndefined();
  });
});
