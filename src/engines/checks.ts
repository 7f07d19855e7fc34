import { stat } from 'node:fs/promises';
import { SAMPLE_RATE } from '../audio/pcm-file.ts';
import { CallmillError } from '../errors/error.ts';
import type { LocatedModel } from '../models/model.ts';
import { readOnnxMetadata } from './onnx-metadata.ts';

/** Shorter audio makes the runtime crash (no frame at all is a SIGSEGV). */
export const MIN_SAMPLES = SAMPLE_RATE / 10;

/**
 * The named files of a model, all present and not empty: a missing one aborts the process from inside the runtime.
 * @throws CallmillError model_missing, model_unusable
 */
export async function modelFiles<Name extends string>(
  model: LocatedModel,
  names: readonly Name[],
): Promise<Readonly<Record<Name, string>>> {
  const found: [Name, string][] = [];
  for (const name of names) {
    const path = model.files[name];
    if (path === undefined) {
      throw new CallmillError('model_unusable', `Model ${model.id} (${model.family}) names no ${name} file`);
    }
    const facts = await stat(path).catch(() => null);
    if (facts === null || !facts.isFile() || facts.size === 0) {
      throw new CallmillError('model_missing', `The ${name} file of model ${model.id} is missing or empty`);
    }
    found.push([name, path]);
  }
  return Object.fromEntries(found) as Record<Name, string>;
}

/** What sherpa-onnx knows by the `framework` of a speaker embedding's metadata. */
const EMBEDDING_FRAMEWORKS = new Set(['wespeaker', '3d-speaker', 'nemo']);

/**
 * A file of another kind is loaded without a word and crashes the process on the first recording, which would be set
 * aside for it.
 * @throws CallmillError model_unusable
 */
export async function checkEmbedding(model: LocatedModel, path: string): Promise<void> {
  const { framework } = await readOnnxMetadata(path);
  if (framework !== undefined && EMBEDDING_FRAMEWORKS.has(framework)) return;
  throw new CallmillError(
    'model_unusable',
    `The model file of ${model.id} does not say that it is a speaker embedding`,
    { stage: 'diarize' },
  );
}

/**
 * What the runtime must be shielded from: a wrong rate (0 is a SIGFPE), too little audio, and NaN, which it turns
 * into text as if nothing were wrong.
 * @throws CallmillError engine_rejected
 */
export function checkSamples(samples: Float32Array, sampleRate: number = SAMPLE_RATE): void {
  if (sampleRate !== SAMPLE_RATE) {
    throw new CallmillError('engine_rejected', `The audio has ${sampleRate} samples per second, not 16000`);
  }
  if (samples.length < MIN_SAMPLES) {
    throw new CallmillError('engine_rejected', 'The audio is shorter than 0.1 s');
  }
  for (const sample of samples) {
    if (!Number.isFinite(sample)) {
      throw new CallmillError('engine_rejected', 'The audio holds samples that are not finite numbers');
    }
  }
}

/**
 * The model's own name for a language (`en-GB` → `en`), '' to let it detect. An unknown one exits the process.
 * @throws CallmillError engine_rejected
 */
export function modelLanguage(model: LocatedModel, wanted: string | null): string {
  if (wanted === null) return model.languages.length === 1 ? (model.languages[0] ?? '') : '';
  const base = wanted.toLowerCase().split('-')[0] ?? '';
  if (model.languages.length === 0 || model.languages.includes(base)) return base;
  throw new CallmillError('engine_rejected', `Model ${model.id} does not know the language ${base}`);
}
