import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { llamaProvider } from '../../src/engines/provider-proof.ts';
import type { EngineEvent } from '../../src/inference/engine-options.ts';
import { EngineRoom } from '../../src/inference/engine-room.ts';
import type { EngineModels, EngineName, EnginesSettings } from '../../src/inference/open-engines.ts';
import { tryEngines } from '../../src/inference/try-engines.ts';
import { CPU, generatedModel, scratch } from './fixtures/models.ts';

// These machines have no CUDA: what is proved here is that nobody pretends.

const ALL: readonly EngineName[] = ['speech', 'diarization', 'language-model'];
const temp = scratch();
let models: EngineModels;
beforeAll(async () => {
  models = {
    speech: await generatedModel('generated-whisper', temp.path),
    voiceActivity: await generatedModel('generated-vad', temp.path),
    segmentation: await generatedModel('generated-segmentation', temp.path),
    embedding: await generatedModel('generated-embedding', temp.path),
    language: await generatedModel('generated-llama', temp.path),
    entities: null,
  };
});
afterAll(temp.remove);

function room(engines: EnginesSettings): EngineRoom {
  return new EngineRoom({
    wanted: {
      speech: 'generated-whisper',
      voiceActivity: 'generated-vad',
      segmentation: 'generated-segmentation',
      embedding: 'generated-embedding',
      language: 'generated-llama',
      entities: 'none',
    },
    modelsDir: null,
    cacheDir: temp.path,
    language: null,
    allowGenerated: true,
    engines,
  });
}

describe('on a machine without CUDA', () => {
  it.each(ALL)('%s answers provider_unavailable when CUDA is demanded', async (name) => {
    const [trial] = await tryEngines(models, { ...CPU, provider: 'cuda' }, [name]);
    expect(trial).toMatchObject({
      engine: name,
      loaded: [],
      error: { code: 'provider_unavailable', retry: 'infrastructure' },
    });
  });

  it('auto takes the CPU and says so of every model by itself', async () => {
    const names = ['voice-activity', ...ALL] as const;
    const trials = await tryEngines(models, { ...CPU, provider: 'auto' }, names);
    expect(trials.map(({ error }) => error)).toEqual([null, null, null, null]);
    expect(
      trials.flatMap(({ loaded }) => loaded.map(({ model, provider }) => `${model.role} ${provider}`)),
    ).toEqual([
      'voice-activity cpu',
      'speech cpu',
      'segmentation cpu',
      'speaker-embedding cpu',
      'language cpu',
    ]);
  });

  it('the room opens for nobody, though only the runtimes that speech does not need were asked yet', async () => {
    const started: string[] = [];
    const onEvent = (event: EngineEvent) => {
      if (event.kind === 'started') started.push(event.engine);
    };
    const opened = room({ ...CPU, provider: 'cuda', onEvent });
    await expect(opened.open()).rejects.toMatchObject({ code: 'provider_unavailable' });
    expect(started).toEqual(['diarization', 'language-model']);
    await opened.close();
  });

  it('CUDA demanded of the language model alone leaves the others alone, and still closes the room', async () => {
    const settings: EnginesSettings = { ...CPU, providers: { 'language-model': 'cuda' } };
    const trials = await tryEngines(models, settings, ['diarization', 'language-model']);
    expect(trials.map(({ error }) => error?.code ?? 'ok')).toEqual(['ok', 'provider_unavailable']);
    const started: string[] = [];
    const onEvent = (event: EngineEvent) => {
      if (event.kind === 'started') started.push(event.engine);
    };
    const opened = room({ ...settings, onEvent });
    await expect(opened.open()).rejects.toMatchObject({ code: 'provider_unavailable', stage: 'analyse' });
    expect(started).toEqual(['language-model']);
    await opened.close();
  });

  it('a room that demands nothing starts no process before it needs one', async () => {
    const started: string[] = [];
    const onEvent = (event: EngineEvent) => {
      if (event.kind === 'started') started.push(event.engine);
    };
    const opened = room({ ...CPU, onEvent });
    await opened.open();
    expect(started).toEqual(['speech', 'voice-activity']);
    await opened.close();
  });
});

describe('a language model', () => {
  const options = { provider: 'cuda', demanded: true, threads: 1 } as const;
  const layers = (gpuLayers: number) => ({ gpu: 'cuda', gpuLayers, totalLayers: 17 });

  it('is on CUDA when all its layers are', () => {
    expect(llamaProvider(layers(17), options)).toBe('cuda');
  });

  it.each([0, 16])('is refused with %i of 17 layers on the GPU when CUDA is demanded', (count) => {
    expect(() => llamaProvider(layers(count), options)).toThrow(
      expect.objectContaining({
        code: 'provider_unavailable',
        message: expect.stringContaining(`${count} of`),
      }),
    );
  });

  it('of which no layer is on the GPU says CPU, whatever backend was opened', () => {
    const auto = { ...options, demanded: false };
    expect(llamaProvider(layers(0), auto)).toBe('cpu');
    expect(llamaProvider(layers(3), auto)).toBe('cuda');
    expect(llamaProvider({ gpu: false, gpuLayers: 0, totalLayers: 17 }, auto)).toBe('cpu');
    expect(llamaProvider({ gpu: 'vulkan', gpuLayers: 17, totalLayers: 17 }, auto)).toBe('cpu');
  });
});
