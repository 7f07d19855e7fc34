import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type PcmFile, SAMPLE_RATE } from '../audio/pcm-file.ts';
import { coerceError } from '../errors/coerce.ts';
import type { CallmillError } from '../errors/error.ts';
import { ensureGeneratedModels } from '../models/generated/ensure.ts';
import { locateModel } from '../models/locate.ts';
import type { ModelInfo, Provider } from '../models/model.ts';
import type { EngineSettings } from './model-engine.ts';
import { type EngineName, openEngines } from './open-engines.ts';

/** What one runtime did with its generated model. */
export interface SmokeResult {
  readonly runtime: EngineName;
  /** What the runtime took, null when it failed. */
  readonly provider: Provider | null;
  readonly error: CallmillError | null;
}

const SCHEMA = { type: 'object', properties: { mood: { type: 'string', enum: ['good', 'bad'] } } };

/**
 * Makes every native runtime do a little of its work on generated models, under the provider that the settings ask for:
 * shows that the libraries of an image load and that demanded hardware is there. Says nothing about any real model.
 *
 * @param directory for the models and the audio of the test
 */
export async function smokeTest(
  directory: string,
  settings: EngineSettings,
  signal?: AbortSignal,
): Promise<readonly SmokeResult[]> {
  await ensureGeneratedModels(directory);
  const locate = (id: string) => locateModel(`generated-${id}`, { modelsDir: null, cacheDir: directory });
  await using engines = openEngines(
    {
      speech: await locate('whisper'),
      voiceActivity: await locate('vad'),
      segmentation: await locate('segmentation'),
      embedding: await locate('embedding'),
      language: await locate('llama'),
      entities: await locate('entities'),
    },
    settings,
  );
  const { speech, voiceActivity, diarization, language, entities } = engines;
  const samples = tone();
  const channel = await pcmOf(samples, directory);
  const request = { system: 'Answer in JSON.', user: 'How was it?', schema: SCHEMA, maxTokens: 20 };
  return [
    await tried('voice-activity', async () => {
      await voiceActivity.detect(channel, signal);
      return await voiceActivity.info(signal);
    }),
    await tried('speech', async () => {
      await speech.transcribe(samples, { language: 'en' }, signal);
      return await speech.info(signal);
    }),
    await tried('diarization', async () => {
      await diarization?.diarize(channel, null, signal);
      return await diarization?.info(signal);
    }),
    await tried('language-model', async () => {
      await language?.complete([request], signal);
      return await language?.info(signal);
    }),
    // Knows the CPU alone, whatever is demanded of the others.
    await tried('entities', async () => {
      await entities?.classify([['hello', 'there']], signal);
      return await entities?.info(signal);
    }),
  ];
}

async function tried(
  runtime: SmokeResult['runtime'],
  work: () => Promise<ModelInfo | undefined>,
): Promise<SmokeResult> {
  try {
    return { runtime, provider: (await work())?.provider ?? null, error: null };
  } catch (thrown) {
    return { runtime, provider: null, error: coerceError(thrown, 'worker') };
  }
}

/** Three seconds of what the generated models take for speech. */
function tone(): Float32Array {
  return Float32Array.from({ length: 3 * SAMPLE_RATE }, (_, at) => 0.3 * Math.sin(at / 10));
}

async function pcmOf(samples: Float32Array, directory: string): Promise<PcmFile> {
  const path = join(directory, 'smoke.f32');
  await writeFile(path, new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
  return { path, channel: 0, samples: samples.length };
}
