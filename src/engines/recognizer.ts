import type sherpaModule from 'sherpa-onnx-node';
import type { NativeConfig, NativeResult, OfflineRecognizer, OnlineRecognizer } from 'sherpa-onnx-node';
import { SAMPLE_RATE } from '../audio/pcm-file.ts';
import { CallmillError } from '../errors/error.ts';
import type { HandlerContext } from '../inference/child-host.ts';
import type { RawTranscript } from '../inference/engine-methods.ts';
import type { LocatedModel } from '../models/model.ts';
import { modelFiles, modelLanguage } from './checks.ts';
import { type FamilyOptions, file, type SpeechFamily } from './families/family.ts';
import { speechFamily } from './families/table.ts';
import { type HotWords, withHotWords } from './hot-words.ts';
import { acceptedBy } from './runtime.ts';

type Sherpa = typeof sherpaModule;

/** What is told with a window. */
export interface WindowOptions {
  readonly language: string | null;
  readonly hotWords: readonly string[];
}

export interface Recognizer {
  transcribe(samples: Float32Array, options: WindowOptions, context: HandlerContext): Promise<RawTranscript>;
}

/** How a recogniser of one family is made for a language and hot words. */
interface Maker {
  readonly model: LocatedModel;
  readonly family: SpeechFamily;
  readonly tokens: string;
  config(language: string, hotWords: HotWords | null): NativeConfig;
}

/** Loads a speech model of any known family. */
export async function openRecognizer(
  sherpa: Sherpa,
  model: LocatedModel,
  options: Omit<FamilyOptions, 'language' | 'hotWords'>,
): Promise<Recognizer> {
  const family = speechFamily(model);
  const files = await modelFiles(model, family.files);
  const maker: Maker = {
    model,
    family,
    tokens: file(files, 'tokens'),
    config: (language, hotWords) => family.config(files, model, { ...options, language, hotWords }),
  };
  const initial = modelLanguage(model, null);
  if (family.decoder === 'online') {
    const make = (hotWords: HotWords | null) =>
      acceptedBy(model, () => new sherpa.OnlineRecognizer(maker.config(initial, hotWords)));
    return new Streaming(model, new HotWordRecognizers(maker, await make(null), make));
  }
  const make = (hotWords: HotWords | null) =>
    acceptedBy(model, () => sherpa.OfflineRecognizer.createAsync(maker.config(initial, hotWords)));
  return new Offline(maker, new HotWordRecognizers(maker, await make(null), make), initial);
}

/** The recogniser without hot words, and the one with those of the last call that had any. */
class HotWordRecognizers<T> {
  readonly #maker: Maker;
  readonly #plain: T;
  readonly #make: (hotWords: HotWords | null) => Promise<T>;
  #tuned: { readonly hotWords: string; readonly native: T } | null = null;

  constructor(maker: Maker, plain: T, make: (hotWords: HotWords | null) => Promise<T>) {
    this.#maker = maker;
    this.#plain = plain;
    this.#make = make;
  }

  async for(hotWords: readonly string[]): Promise<T> {
    if (hotWords.length === 0 || !this.#maker.family.takesHotWords) return this.#plain;
    const key = hotWords.join('\n');
    if (this.#tuned?.hotWords !== key) {
      const native = await withHotWords(hotWords, this.#maker.tokens, (found) =>
        found === null ? Promise.resolve(this.#plain) : this.#make(found),
      );
      this.#tuned = { hotWords: key, native };
    }
    return this.#tuned.native;
  }
}

/** Silence fed before and after a window; without it the first and last words suffer (8.3 → 7.8 % word error). */
export const LEAD_SECONDS = 0.5;
export const TAIL_SECONDS = 0.8;

class Streaming implements Recognizer {
  readonly #model: LocatedModel;
  readonly #natives: HotWordRecognizers<OnlineRecognizer>;

  constructor(model: LocatedModel, natives: HotWordRecognizers<OnlineRecognizer>) {
    this.#model = model;
    this.#natives = natives;
  }

  async transcribe(samples: Float32Array, { language, hotWords }: WindowOptions, context: HandlerContext) {
    modelLanguage(this.#model, language);
    const native = await this.#natives.for(hotWords);
    const stream = native.createStream();
    for (const part of [silence(LEAD_SECONDS), samples, silence(TAIL_SECONDS)]) {
      stream.acceptWaveform({ samples: part, sampleRate: SAMPLE_RATE });
    }
    stream.inputFinished();
    // One step is a few milliseconds of work on a fraction of a second of audio.
    while (native.isReady(stream)) {
      native.decode(stream);
      await context.breathe();
    }
    const raw = rawTranscript(native.getResult(stream), modelLanguage(this.#model, null));
    return { ...raw, timestamps: raw.timestamps.map((seconds) => Math.max(0, seconds - LEAD_SECONDS)) };
  }
}

class Offline implements Recognizer {
  readonly #maker: Maker;
  readonly #natives: HotWordRecognizers<OfflineRecognizer>;
  #language: string;

  constructor(maker: Maker, natives: HotWordRecognizers<OfflineRecognizer>, language: string) {
    this.#maker = maker;
    this.#natives = natives;
    this.#language = language;
  }

  async transcribe(samples: Float32Array, options: WindowOptions) {
    const { model, family } = this.#maker;
    const language = modelLanguage(model, options.language);
    const native = await this.#natives.for(options.hotWords);
    if (family.takesLanguage && language !== this.#language) {
      native.setConfig(this.#maker.config(language, null));
      this.#language = language;
    }
    const stream = native.createStream();
    stream.acceptWaveform({ samples, sampleRate: SAMPLE_RATE });
    const result = await native.decodeAsync(stream);
    this.#refuseSilentFailure(result);
    return rawTranscript(result, language);
  }

  /** A failure inside Whisper's decoder comes back as empty text; only the missing language tells. */
  #refuseSilentFailure(result: NativeResult): void {
    const { model } = this.#maker;
    const multilingual = model.family === 'whisper' && model.languages.length !== 1;
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
