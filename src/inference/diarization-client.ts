import type { PcmFile, TimeSpan } from '../audio/pcm-file.ts';
import type { LocatedModel, ModelInfo, Provider } from '../models/model.ts';
import type { Diarizer, SpeakerTurn } from '../speakers/diarizer.ts';
import { audioDeadlineMs } from './deadlines.ts';
import type { DiarizationMethods } from './engine-methods.ts';
import { engineEntry } from './entry.ts';
import { type EngineSettings, ModelEngine } from './model-engine.ts';

export interface DiarizationModels {
  readonly segmentation: LocatedModel;
  readonly embedding: LocatedModel;
}

/** Who spoke when, by sherpa-onnx in a child process. */
export class DiarizationClient implements Diarizer {
  readonly #engine: ModelEngine<DiarizationMethods>;
  readonly #embedding: LocatedModel;

  constructor(models: DiarizationModels, settings: EngineSettings) {
    this.#embedding = models.embedding;
    this.#engine = new ModelEngine({
      process: { name: 'diarization', entry: engineEntry('diarization'), stage: 'diarize' },
      models: { ...models },
      // Small models: on a board the GPU is better left to the others.
      prefers: 'cpu',
      settings,
    });
  }

  /** Loads the models if need be; describes the embedding, which decides who is who. */
  info(signal?: AbortSignal): Promise<ModelInfo> {
    return this.#engine.info(this.#embedding, signal);
  }

  diarize(channel: PcmFile, speakers: number | null, signal?: AbortSignal): Promise<readonly SpeakerTurn[]> {
    return this.#engine.request(
      'diarize',
      { channel, speakers },
      { deadlineMs: audioDeadlineMs(channel.samples), signal },
    );
  }

  embed(channel: PcmFile, spans: readonly TimeSpan[], signal?: AbortSignal): Promise<Float32Array> {
    return this.#engine.request(
      'embed',
      { channel, spans },
      { deadlineMs: audioDeadlineMs(channel.samples), signal },
    );
  }

  get pid(): number | undefined {
    return this.#engine.pid;
  }

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
