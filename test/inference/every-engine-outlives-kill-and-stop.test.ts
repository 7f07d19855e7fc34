import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type {
  DiarizationMethods,
  EntityMethods,
  LanguageModelMethods,
  SpeechMethods,
} from '../../src/inference/engine-methods.ts';
import { EngineProcess } from '../../src/inference/engine-process.ts';
import { engineEntry } from '../../src/inference/entry.ts';
import type { EngineName } from '../../src/inference/open-engines.ts';
import type { MethodTable } from '../../src/inference/protocol.ts';
import type { LocatedModel } from '../../src/models/model.ts';
import { pcmOf, tones } from './fixtures/audio.ts';
import { exists, MINUTE } from './fixtures/engine.ts';
import { CPU, generatedModel, scratch } from './fixtures/models.ts';

const temp = scratch();
const models = new Map<string, LocatedModel>();
beforeAll(async () => {
  for (const id of ['whisper', 'vad', 'segmentation', 'embedding', 'llama', 'entities']) {
    models.set(id, await generatedModel(`generated-${id}`, temp.path));
  }
});
afterAll(temp.remove);

const CPU_LOAD = { provider: 'cpu', demanded: false, threads: 1 } as const;

/** The real entry of an engine, with a short patience. */
function realEngine<M extends MethodTable<M>>(
  name: EngineName,
  roles: Readonly<Record<string, string>>,
): EngineProcess<M> {
  const engine = new EngineProcess<M>({
    name,
    entry: engineEntry(name),
    env: CPU.env,
    stage: 'transcribe',
    livenessMs: 3000,
    backoff: { baseMs: 1, maxMs: 5 },
    warmUp: () => {
      const located = Object.fromEntries(Object.entries(roles).map(([role, id]) => [role, models.get(id)]));
      return { method: 'load', payload: { ...located, ...CPU_LOAD }, deadlineMs: MINUTE };
    },
  });
  onTestFinished(() => engine.close());
  return engine;
}

const voices = () =>
  pcmOf(
    tones(6, [
      [0, 3],
      [4, 6],
    ]),
    temp.path,
  );
const SCHEMA = { type: 'object', properties: { mood: { type: 'string', enum: ['good', 'bad'] } } };

/** Opens an engine and tells how to ask it for something that takes a while. */
const ENGINES = {
  speech: () => {
    const engine = realEngine<SpeechMethods>('speech', { speech: 'whisper', voiceActivity: 'vad' });
    const payload = { samples: tones(25, [[0, 25]]), sampleRate: 16_000, language: 'en', hotWords: [] };
    return { engine, ask: () => engine.request('transcribe', payload, { deadlineMs: MINUTE }) };
  },
  diarization: () => {
    const roles = { segmentation: 'segmentation', embedding: 'embedding' };
    const engine = realEngine<DiarizationMethods>('diarization', roles);
    const payload = { channel: voices(), speakers: null };
    return { engine, ask: () => engine.request('diarize', payload, { deadlineMs: MINUTE }) };
  },
  'language-model': () => {
    const engine = realEngine<LanguageModelMethods>('language-model', { model: 'llama' });
    const request = { system: 'Answer in JSON.', user: 'How was it?', schema: SCHEMA, maxTokens: 50 };
    return { engine, ask: () => engine.request('complete', { requests: [request] }, { deadlineMs: MINUTE }) };
  },
  entities: () => {
    const engine = realEngine<EntityMethods>('entities', { model: 'entities' });
    const payload = { turns: [['my', 'name', 'is', 'Martin']] };
    return { engine, ask: () => engine.request('classify', payload, { deadlineMs: MINUTE }) };
  },
} as const;
const NAMES = Object.keys(ENGINES) as readonly (keyof typeof ENGINES)[];

describe.each(NAMES)('the %s engine', (name) => {
  it('killed in the middle of its work costs that request; the next is answered by a new process', async () => {
    const { engine, ask } = ENGINES[name]();
    await engine.start();
    const pid = engine.pid ?? 0;
    // Frozen, so that it surely holds the request when it is killed.
    process.kill(pid, 'SIGSTOP');
    const running = ask();
    process.kill(pid, 'SIGKILL');
    await expect(running).rejects.toMatchObject({
      code: 'engine_crashed',
      message: expect.stringContaining('SIGKILL'),
    });
    expect(exists(pid)).toBe(false);
    await expect(ask()).resolves.toBeDefined();
  });

  it('stopped in the middle of its work is found long before the deadline', async () => {
    const { engine, ask } = ENGINES[name]();
    await engine.start();
    const pid = engine.pid ?? 0;
    process.kill(pid, 'SIGSTOP');
    await expect(ask()).rejects.toMatchObject({
      code: 'engine_timeout',
      message: expect.stringContaining('stopped answering'),
    });
    expect(exists(pid)).toBe(false);
  });
});
