import { afterAll, describe, expect, it } from 'vitest';
import { checkModels } from '../../src/doctor/check-models.ts';
import { EngineRoom } from '../../src/inference/engine-room.ts';
import type { EngineSettings } from '../../src/inference/model-engine.ts';
import { CPU, scratch } from '../inference/fixtures/models.ts';

const temp = scratch();
afterAll(temp.remove);

function check(provider: EngineSettings['provider'], language: string) {
  const room = new EngineRoom({
    wanted: {
      speech: 'generated-whisper',
      voiceActivity: 'generated-vad',
      segmentation: 'generated-segmentation',
      embedding: 'generated-embedding',
      language,
      entities: 'auto',
    },
    modelsDir: null,
    cacheDir: temp.path,
    language: null,
    allowGenerated: true,
    engines: { ...CPU, provider },
  });
  return checkModels(() => room.tryAll());
}

describe('the lines of the models', () => {
  it('name every model and what it runs on', async () => {
    const findings = await check('auto', 'generated-llama');
    expect(findings.map(({ name, level }) => `${name} ${level}`)).toEqual([
      'speech warning',
      'voice-activity warning',
      'segmentation warning',
      'speaker-embedding warning',
      'language warning',
      'entities ok',
    ]);
    for (const { detail } of findings.slice(0, -1)) expect(detail).toMatch(/ on cpu is generated/);
  });

  it('are a failure with a remedy for each runtime that lacks the CUDA demanded, and a warning for what is not there', async () => {
    const findings = await check('cuda', 'none');
    expect(findings).toMatchObject([
      { name: 'speech', level: 'failure', remedy: expect.stringContaining('CALLMILL_PROVIDER') },
      // Knows the CPU alone; a generated one says so.
      { name: 'voice-activity', level: 'warning' },
      { name: 'diarization', level: 'failure', remedy: expect.stringContaining('CALLMILL_PROVIDER') },
      { name: 'entities', level: 'ok' },
      { name: 'language model', level: 'warning' },
    ]);
  });
});
