import type sherpaModule from 'sherpa-onnx-node';
import type { NativeResult, OfflineRecognizer, OnlineRecognizer } from 'sherpa-onnx-node';
import { SAMPLE_RATE } from '../audio/pcm-file.ts';
import { CallmillError } from '../errors/error.ts';
import type { HandlerContext } from '../inference/child-host.ts';
import type { RawTranscript } from '../inference/engine-methods.ts';
import type { LocatedModel } from '../models/model.ts';
import { modelFiles, modelLanguage } from './checks.ts';
import type { FamilyOptions, SpeechFamily } from './families/family.ts';
import { speechFamily } from './families/table.ts';
import { acceptedBy } from './runtime.ts';

type Sherpa = typeof sherpaModule;

export interface Recognizer {
  transcribe(samples: Float32Array, language: string | null, context: HandlerContext): Promise<RawTranscript>;
}

/** Loads a speech model of any known family. */
export async function openRecognizer(
  sherpa: Sherpa,
  model: LocatedModel,
  options: Omit<FamilyOptions, 'language'>,
): Promise<Recognizer> {
  const family = speechFamily(model);
  const files = await modelFiles(model, family.files);
  const config = (language: string) => family.config(files, model, { ...options, language });
  const initial = modelLanguage(model, null);
  if (family.decoder === 'online') {
    return new Streaming(await acceptedBy(model, () => new sherpa.OnlineRecognizer(config(initial))), model);
  }
  const native = await acceptedBy(model, () => sherpa.OfflineRecognizer.createAsync(config(initial)));
  return new Offline(native, model, family, config, initial);
}

/** Silence fed before and after a window; without it the first and last words suffer (8.3 → 7.8 % word error). */
const LEAD_SECONDS = 0.5;
const TAIL_SECONDS = 0.8;

class Streaming implements Recognizer {
  readonly #native: OnlineRecognizer;
  readonly #model: LocatedModel;

  constructor(native: OnlineRecognizer, model: LocatedModel) {
    this.#native = native;
    this.#model = model;
  }

  async transcribe(samples: Float32Array, language: string | null, context: HandlerContext) {
    modelLanguage(this.#model, language);
    const stream = this.#native.createStream();
    for (const part of [silence(LEAD_SECONDS), samples, silence(TAIL_SECONDS)]) {
      stream.acceptWaveform({ samples: part, sampleRate: SAMPLE_RATE });
    }
    stream.inputFinished();
    // One step is a few milliseconds of work on a fraction of a second of audio.
    while (this.#native.isReady(stream)) {
      this.#native.decode(stream);
      await context.breathe();
    }
    const raw = rawTranscript(this.#native.getResult(stream), modelLanguage(this.#model, null));
    return { ...raw, timestamps: raw.timestamps.map((seconds) => Math.max(0, seconds - LEAD_SECONDS)) };
  }
}

class Offline implements Recognizer {
  readonly #native: OfflineRecognizer;
  readonly #model: LocatedModel;
  readonly #family: SpeechFamily;
  readonly #config: (language: string) => Parameters<OfflineRecognizer['setConfig']>[0];
  #language: string;

  constructor(
    native: OfflineRecognizer,
    model: LocatedModel,
    family: SpeechFamily,
    config: (language: string) => Parameters<OfflineRecognizer['setConfig']>[0],
    language: string,
  ) {
    this.#native = native;
    this.#model = model;
    this.#family = family;
    this.#config = config;
    this.#language = language;
  }

  async transcribe(samples: Float32Array, wanted: string | null) {
    const language = modelLanguage(this.#model, wanted);
    if (this.#family.takesLanguage && language !== this.#language) {
      this.#native.setConfig(this.#config(language));
      this.#language = language;
    }
    const stream = this.#native.createStream();
    stream.acceptWaveform({ samples, sampleRate: SAMPLE_RATE });
    const result = await this.#native.decodeAsync(stream);
    this.#refuseSilentFailure(result);
    return rawTranscript(result, language);
  }

  /** A failure inside Whisper's decoder comes back as empty text; only the missing language tells. */
  #refuseSilentFailure(result: NativeResult): void {
    const multilingual = this.#model.family === 'whisper' && this.#model.languages.length !== 1;
    if (!multilingual || result.text !== '' || result.lang !== '') return;
    throw new CallmillError('engine_crashed', 'The runtime failed while decoding and returned nothing');
  }
}

/** @param language what was configured, '' for none: used when the result names none */
function rawTranscript(result: NativeResult, language: string): RawTranscript {
  const named = result.lang === undefined || result.lang === '' ? language : result.lang;
  return {
    text: result.text,
    tokens: result.tokens ?? [],
    timestamps: result.timestamps ?? [],
    durations: result.durations ?? [],
    logProbabilities: result.ys_log_probs ?? result.ys_probs ?? [],
    language: named === '' ? null : named.replaceAll(/[<|>]/g, ''),
  };
}

function silence(seconds: number): Float32Array {
  return new Float32Array(Math.round(seconds * SAMPLE_RATE));
}
