import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { DiarizationClient } from '../../src/inference/diarization-client.ts';
import type { SpeechMethods, VoiceActivityMethods } from '../../src/inference/engine-methods.ts';
import { EngineProcess } from '../../src/inference/engine-process.ts';
import { engineEntry } from '../../src/inference/entry.ts';
import { pcmOf, tones } from './fixtures/audio.ts';
import { MINUTE } from './fixtures/engine.ts';
import { CPU, generatedModel, scratch } from './fixtures/models.ts';

const temp = scratch();
afterAll(temp.remove);

const NOT_A_NUMBER = Float32Array.from({ length: 32_000 }, (_, at) => (at === 20_000 ? Number.NaN : 0.1));

/** The speech process itself, without the client that always names the right rate. */
async function speechProcess(): Promise<EngineProcess<SpeechMethods>> {
  const speech = await generatedModel('generated-whisper', temp.path);
  const engine = new EngineProcess<SpeechMethods>({
    name: 'speech',
    entry: engineEntry('speech'),
    env: CPU.env,
    stage: 'transcribe',
    warmUp: () => ({
      method: 'load',
      payload: { speech, provider: 'cpu', demanded: false, threads: 1 },
      deadlineMs: MINUTE,
    }),
  });
  onTestFinished(() => engine.close());
  await engine.start();
  return engine;
}

async function detectorProcess(): Promise<EngineProcess<VoiceActivityMethods>> {
  const voiceActivity = await generatedModel('generated-vad', temp.path);
  const engine = new EngineProcess<VoiceActivityMethods>({
    name: 'voice-activity',
    entry: engineEntry('voice-activity'),
    env: CPU.env,
    stage: 'transcribe',
    warmUp: () => ({
      method: 'load',
      payload: { voiceActivity, provider: 'cpu', demanded: false, threads: 1 },
      deadlineMs: MINUTE,
    }),
  });
  onTestFinished(() => engine.close());
  await engine.start();
  return engine;
}

describe('audio that crashes runtimes is refused, and the process lives on', () => {
  it('by the recogniser: a rate of 0 Hz (a SIGFPE) or any but 16 kHz', async () => {
    const engine = await speechProcess();
    const { pid } = engine;
    for (const sampleRate of [0, 8000, 48_000]) {
      const payload = { samples: tones(1, [[0, 1]]), sampleRate, language: 'en', hotWords: [] };
      await expect(
        engine.request('transcribe', payload, { deadlineMs: MINUTE }),
        `${sampleRate} Hz`,
      ).rejects.toMatchObject({ code: 'engine_rejected', retry: 'permanent' });
    }
    expect(engine.pid).toBe(pid);
  });

  it('by the voice detector: samples that are no numbers; silence and nothing at all hold no speech', async () => {
    const engine = await detectorProcess();
    const { pid } = engine;
    const detect = (samples: Float32Array) =>
      engine.request('detect', { channel: pcmOf(samples, temp.path) }, { deadlineMs: MINUTE });
    await expect(detect(NOT_A_NUMBER)).rejects.toMatchObject({ code: 'engine_rejected' });
    expect(await detect(new Float32Array(32_000))).toEqual([]);
    expect(await detect(new Float32Array(100))).toEqual([]);
    expect(await detect(new Float32Array(0))).toEqual([]);
    expect(await detect(tones(2, [[0, 2]]))).toHaveLength(1);
    expect(engine.pid).toBe(pid);
  });

  it('by diarization: nothing, less than a frame, and samples that are no numbers', async () => {
    const engine = new DiarizationClient(
      {
        segmentation: await generatedModel('generated-segmentation', temp.path),
        embedding: await generatedModel('generated-embedding', temp.path),
      },
      CPU,
    );
    onTestFinished(() => engine.close());
    await engine.info();
    const { pid } = engine;
    for (const samples of [new Float32Array(0), new Float32Array(1599), NOT_A_NUMBER]) {
      await expect(engine.diarize(pcmOf(samples, temp.path), null)).rejects.toMatchObject({
        code: 'engine_rejected',
        stage: 'diarize',
      });
    }
    expect((await engine.diarize(pcmOf(tones(3, [[0, 3]]), temp.path), null)).length).toBeGreaterThan(0);
    expect(engine.pid).toBe(pid);
  });
});
