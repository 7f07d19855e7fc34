import type {
  Completion,
  CompletionRequest,
  DecisionRequest,
  Decisions,
  LanguageModel,
} from '../analysis/language-model.ts';
import type { LocatedModel, ModelInfo, Provider } from '../models/model.ts';
import type { LanguageModelMethods } from './engine-methods.ts';
import { engineEntry } from './entry.ts';
import { type EngineSettings, ModelEngine } from './model-engine.ts';
import { numberSetting } from './settings.ts';

const DEFAULT_CONTEXT = 8192;
/** The caller's signal carries the real limit (CALLMILL_ANALYSIS_TIMEOUT); this one catches a hung process. */
const COMPLETE_DEADLINE_MS = 1_800_000;
const COUNT_DEADLINE_MS = 60_000;

/** A quantised Llama by node-llama-cpp in a child process. */
export class LanguageModelClient implements LanguageModel {
  readonly #engine: ModelEngine<LanguageModelMethods>;
  readonly #model: LocatedModel;

  constructor(model: LocatedModel, settings: EngineSettings) {
    this.#model = model;
    this.#engine = new ModelEngine({
      process: { name: 'language-model', entry: engineEntry('language-model'), stage: 'analyse' },
      models: { model },
      prefers: 'cuda',
      settings,
    });
  }

  /** What the loaded context really holds; before the first load what the manifest asks for. */
  get contextTokens(): number {
    return this.#loaded?.contextTokens ?? numberSetting(this.#model, 'contextTokens', DEFAULT_CONTEXT);
  }

  get parallel(): number {
    return this.#loaded?.sequences ?? numberSetting(this.#model, 'sequences', 1);
  }

  get #loaded(): LanguageModelMethods['load']['result'] | null {
    return this.#engine.loaded as LanguageModelMethods['load']['result'] | null;
  }

  info(signal?: AbortSignal): Promise<ModelInfo> {
    return this.#engine.info(this.#model, signal);
  }

  complete(requests: readonly CompletionRequest[], signal?: AbortSignal): Promise<readonly Completion[]> {
    return this.#engine.request('complete', { requests }, { deadlineMs: COMPLETE_DEADLINE_MS, signal });
  }

  decide(request: DecisionRequest, signal?: AbortSignal): Promise<Decisions> {
    return this.#engine.request('decide', request, { deadlineMs: COMPLETE_DEADLINE_MS, signal });
  }

  countTokens(texts: readonly string[], signal?: AbortSignal): Promise<readonly number[]> {
    return this.#engine.request('countTokens', { texts }, { deadlineMs: COUNT_DEADLINE_MS, signal });
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
