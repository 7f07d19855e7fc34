import type { LocatedModel, ModelInfo } from '../models/model.ts';
import type { ClassifiedSpan, EntityClassifier } from '../pii/classifier.ts';
import type { EntityMethods } from './engine-methods.ts';
import { engineEntry } from './entry.ts';
import { type EngineSettings, ModelEngine } from './model-engine.ts';

const BASE_MS = 30_000;
/** A board a hundred times slower than the 20,000 words a second asked for is broken, not slow. */
const PER_WORD_MS = 5;

/** People, addresses, places and organisations, by a token classifier on ONNX Runtime in a child process. */
export class EntitiesClient implements EntityClassifier {
  readonly #engine: ModelEngine<EntityMethods>;
  readonly #model: LocatedModel;

  constructor(model: LocatedModel, settings: EngineSettings) {
    this.#model = model;
    this.#engine = new ModelEngine({
      process: { name: 'entities', entry: engineEntry('entities'), stage: 'redact' },
      models: { model },
      prefers: 'cpu',
      // CUDA demanded for speech must not fail a model that knows the CPU alone; one thread does 20,000 words a second.
      settings: { ...settings, provider: 'cpu', threads: 1 },
    });
  }

  /** Loads the model if need be. */
  info(signal?: AbortSignal): Promise<ModelInfo> {
    return this.#engine.info(this.#model, signal);
  }

  classify(
    turns: readonly (readonly string[])[],
    signal?: AbortSignal,
  ): Promise<readonly (readonly ClassifiedSpan[])[]> {
    const words = turns.reduce((sum, turn) => sum + turn.length, 0);
    return this.#engine.request('classify', { turns }, { deadlineMs: BASE_MS + PER_WORD_MS * words, signal });
  }

  get pid(): number | undefined {
    return this.#engine.pid;
  }

  get stderrTail(): string {
    return this.#engine.stderrTail;
  }

  close(): Promise<void> {
    return this.#engine.close();
  }
}
