import { SAMPLE_RATE } from '../audio/pcm-file.ts';
import type { SpeechFamily } from '../engines/families/family.ts';
import { speechFamily } from '../engines/families/table.ts';
import type { LocatedModel, ModelInfo, Provider } from '../models/model.ts';
import { calibrated } from '../speech/calibration.ts';
import type { RecognizedWindow, RecognizeOptions, SpeechRecognizer } from '../speech/recognizer.ts';
import { wordsOfWindow } from '../speech/words-from-tokens.ts';
import type { Word } from '../transcript/word.ts';
import { audioDeadlineMs } from './deadlines.ts';
import type { SpeechMethods } from './engine-methods.ts';
import { engineEntry } from './entry.ts';
import { type EngineSettings, ModelEngine } from './model-engine.ts';
import { numberSetting } from './settings.ts';

/** Recognition in a child process on sherpa-onnx. */
export class SpeechClient implements SpeechRecognizer {
  readonly maxWindowSeconds: number;
  readonly #engine: ModelEngine<SpeechMethods>;
  readonly #speech: LocatedModel;
  readonly #family: SpeechFamily;

  /** @throws CallmillError model_unusable when the speech model's family is unknown */
  constructor(speech: LocatedModel, settings: EngineSettings) {
    const family = speechFamily(speech);
    this.#speech = speech;
    this.#family = family;
    this.maxWindowSeconds = numberSetting(speech, 'windowSeconds', family.windowSeconds);
    this.#engine = new ModelEngine({
      process: { name: 'speech', entry: engineEntry('speech'), stage: 'transcribe' },
      models: { speech },
      prefers: isQuantised(speech) ? 'cpu' : family.prefers,
      settings,
    });
  }

  /** Loads the model if need be and says what it is and where it runs. */
  info(signal?: AbortSignal): Promise<ModelInfo> {
    return this.#engine.info(this.#speech, signal);
  }

  async transcribe(
    samples: Float32Array,
    options: RecognizeOptions,
    signal?: AbortSignal,
  ): Promise<RecognizedWindow> {
    const raw = await this.#engine.request(
      'transcribe',
      {
        samples,
        sampleRate: SAMPLE_RATE,
        language: options.language,
        hotWords: options.hotWords ?? [],
      },
      { deadlineMs: audioDeadlineMs(samples.length), signal },
    );
    const words = wordsOfWindow(raw, {
      windowMs: (samples.length * 1000) / SAMPLE_RATE,
      lagMs: numberSetting(this.#speech, 'lagMs', 0),
      tailMs: numberSetting(this.#speech, 'tailMs', this.#family.tailMs),
    });
    return { words: words.map((word) => this.#calibrated(word)), language: raw.language };
  }

  #calibrated(word: Word): Word {
    if (word.confidence === null) return word;
    const calibration = {
      slope: numberSetting(this.#speech, 'confidenceSlope', 1),
      intercept: numberSetting(this.#speech, 'confidenceIntercept', 0),
    };
    return { ...word, confidence: calibrated(word.confidence, calibration) };
  }

  /** Process id while one is running. */
  get pid(): number | undefined {
    return this.#engine.pid;
  }

  /** The last 4 KB of the process's stderr, for an operator's eyes only. */
  get stderrTail(): string {
    return this.#engine.stderrTail;
  }

  /** Where it runs; before the first load, where it will be tried first. */
  get provider(): Provider {
    return this.#engine.provider;
  }

  /** Ends the process until it is needed again. */
  unload(): Promise<void> {
    return this.#engine.unload();
  }

  close(): Promise<void> {
    return this.#engine.close();
  }
}

/** int8 weights are slower on CUDA than on the CPU, whatever the family. */
function isQuantised(model: LocatedModel): boolean {
  return Object.values(model.files).some((path) => path.endsWith('.int8.onnx'));
}
