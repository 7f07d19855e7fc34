import { copyFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { SpeechClient } from '../../src/inference/speech-client.ts';
import { VoiceActivityClient } from '../../src/inference/voice-activity-client.ts';
import type { LocatedModel } from '../../src/models/model.ts';
import { pcmOf, tones } from './fixtures/audio.ts';
import { CPU, generatedModel, scratch } from './fixtures/models.ts';

const temp = scratch();
let speech: LocatedModel;
let voiceActivity: LocatedModel;
beforeAll(async () => {
  speech = await generatedModel('generated-whisper', temp.path);
  voiceActivity = await generatedModel('generated-vad', temp.path);
});
afterAll(temp.remove);

function client(model = speech, provider = CPU) {
  const opened = new SpeechClient(model, provider);
  onTestFinished(() => opened.close());
  return opened;
}

function detector(model = voiceActivity) {
  const opened = new VoiceActivityClient(model, CPU);
  onTestFinished(() => opened.close());
  return opened;
}

const withFile = (model: LocatedModel, purpose: string, path: string): LocatedModel => ({
  ...model,
  files: { ...model.files, [purpose]: path },
});

describe('the speech engine guards its runtime', () => {
  it('reads a window with Whisper, words timed and in order', async () => {
    const { words, language } = await client().transcribe(tones(4, [[0, 4]]), { language: 'en' });
    expect(language).toBe('en');
    expect(words.map((word) => word.text).join(' ')).toMatch(/^This is a generated model/);
    expect(words.every((word, i) => word.startMs >= (words[i - 1]?.startMs ?? 0))).toBe(true);
    expect(words.every((word) => word.endMs > word.startMs && word.endMs <= 4000)).toBe(true);
  });

  it('tells another language per window, by its base code', async () => {
    const engine = client();
    expect((await engine.transcribe(tones(1, [[0, 1]]), { language: 'de-AT' })).language).toBe('de');
    expect((await engine.transcribe(tones(1, [[0, 1]]), { language: 'en' })).language).toBe('en');
  });

  it.each([
    ['an unknown language', tones(1, [[0, 1]]), 'tlh'],
    ['audio shorter than 0.1 s', new Float32Array(1599), 'en'],
    ['no audio at all', new Float32Array(0), 'en'],
    ['NaN', Float32Array.from({ length: 16_000 }, (_, i) => (i === 9000 ? Number.NaN : 0)), 'en'],
    ['infinity', new Float32Array(16_000).fill(Number.POSITIVE_INFINITY), 'en'],
  ])('refuses %s and lives on', async (_name, samples, language) => {
    const engine = client();
    await engine.info();
    const { pid } = engine;
    await expect(engine.transcribe(samples, { language })).rejects.toMatchObject({ code: 'engine_rejected' });
    expect((await engine.transcribe(tones(1, [[0, 1]]), { language: 'en' })).words).not.toEqual([]);
    expect(engine.pid).toBe(pid);
  });

  it.each(['encoder', 'decoder'])('names a %s cut short instead of dying of it', async (purpose) => {
    const path = join(temp.path, `${purpose}-cut.onnx`);
    copyFileSync(speech.files[purpose] ?? '', path);
    truncateSync(path, 1000);
    await expect(client(withFile(speech, purpose, path)).info()).rejects.toMatchObject({
      code: 'model_unusable',
      message: expect.stringContaining(
        `the ${purpose} file of generated-whisper is not a readable ONNX model`,
      ),
    });
  });

  it('answers model_unusable to a valid ONNX file that is not a Whisper encoder', async () => {
    const wrong = withFile(speech, 'encoder', voiceActivity.files['model'] ?? '');
    await expect(client(wrong).info()).rejects.toMatchObject({ code: 'model_unusable' });
  });

  it('answers model_unusable to a voice activity model that is none', async () => {
    const path = join(temp.path, 'vad-garbage.onnx');
    writeFileSync(path, 'garbage');
    const engine = detector(withFile(voiceActivity, 'model', path));
    await expect(engine.info()).rejects.toMatchObject({ code: 'model_unusable' });
  });

  it('answers model_missing to a file that is not there', async () => {
    const engine = client(withFile(speech, 'tokens', join(temp.path, 'nowhere.txt')));
    await expect(engine.info()).rejects.toMatchObject({ code: 'model_missing', stage: 'transcribe' });
  });

  it('finds the speech of a whole channel, last unfilled step included', async () => {
    const samples = tones(6.01, [
      [1, 2],
      [4, 6.01],
    ]);
    const spans = await detector().detect(pcmOf(samples, temp.path));
    expect(spans).toHaveLength(2);
    expect(spans[0]?.startMs).toBeLessThanOrEqual(1100);
    expect(spans[0]?.endMs).toBeGreaterThanOrEqual(1900);
    expect(spans[1]?.endMs).toBeGreaterThan(5900);
    expect(spans[1]?.endMs).toBeLessThanOrEqual(6010);
  });

  it('finds four minutes without a pause as one span, in time that does not grow with the square', async () => {
    const channel = pcmOf(tones(240, [[0, 240]]), temp.path);
    const spans = await detector().detect(channel, AbortSignal.timeout(15_000));
    expect(spans).toHaveLength(1);
    expect((spans[0]?.endMs ?? 0) - (spans[0]?.startMs ?? 0)).toBeGreaterThan(239_000);
  });
});

describe('provider honesty', () => {
  it('auto says cpu where the runtime has no CUDA', async () => {
    expect((await client(speech, { ...CPU, provider: 'auto' }).info()).provider).toBe('cpu');
  });

  it('cuda demanded and not there is provider_unavailable, not a slow worker', async () => {
    const engine = client(speech, { ...CPU, provider: 'cuda' });
    await expect(engine.info()).rejects.toMatchObject({
      code: 'provider_unavailable',
      retry: 'infrastructure',
    });
    expect(engine.pid).toBeUndefined();
  });
});
