import { CallmillError } from '../errors/error.ts';
import type { LocatedModel, ModelInfo, Provider } from '../models/model.ts';
import type { LoadOptions } from './engine-methods.ts';
import type { EngineEvent, EngineProcessOptions, RequestOptions } from './engine-options.ts';
import { EngineProcess } from './engine-process.ts';
import { unreadableModelFile } from './onnx-inspector.ts';
import type { MethodTable } from './protocol.ts';

/** `cuda` means CUDA or provider_unavailable; `auto` tries what suits the model and says what it took. */
export type ProviderChoice = 'auto' | 'cpu' | 'cuda';

/** What the worker decides for every engine; see CALLMILL_PROVIDER, CALLMILL_THREADS, CALLMILL_ENGINE_MEMORY_MB. */
export interface EngineSettings {
  readonly provider: ProviderChoice;
  readonly threads: number;
  /** The children's whole environment: PATH, HOME, LD_LIBRARY_PATH, CUDA_VISIBLE_DEVICES and nothing secret. */
  readonly env: Readonly<Record<string, string>>;
  readonly memoryLimitMb?: number;
  readonly onEvent?: (event: EngineEvent) => void;
  /** Told of every model that a process has loaded, with what it really runs on. */
  readonly onLoaded?: (model: LocatedModel, provider: Provider) => void;
}

export interface ModelEngineOptions {
  readonly process: Pick<EngineProcessOptions, 'name' | 'entry' | 'stage'>;
  /** Everything the engine loads, by its name in the load payload. */
  readonly models: Readonly<Record<string, LocatedModel>>;
  /** What `auto` tries first. */
  readonly prefers: Provider;
  readonly settings: EngineSettings;
}

/** Loading from a slow card, with CUDA compiling its kernels for the first time, takes minutes. */
const LOAD_DEADLINE_MS = 300_000;
const CPU_FALLBACK = /fallback to cpu/i;
const CUDA_TROUBLE = /cuda|cudnn|cublas/i;

/** An {@link EngineProcess} that loads models at every start and knows which provider they really run on. */
export class ModelEngine<M extends MethodTable<M>> {
  readonly #process: EngineProcess<M>;
  readonly #options: ModelEngineOptions;
  #trying: Provider;
  #taken: Provider = 'cpu';
  #loaded: unknown = null;

  constructor(options: ModelEngineOptions) {
    this.#options = options;
    const { provider } = options.settings;
    this.#trying = provider === 'auto' ? options.prefers : provider;
    this.#process = new EngineProcess<M>({
      ...options.process,
      env: options.settings.env,
      memoryLimitMb: options.settings.memoryLimitMb,
      onEvent: options.settings.onEvent,
      warmUp: () => ({ method: 'load', payload: this.#loadPayload(), deadlineMs: LOAD_DEADLINE_MS }),
      confirm: (value, stderr) => this.#confirm(value as { readonly provider: Provider }, stderr),
      onStartFailure: (error, stderr) => this.#startFailed(error, stderr),
    });
  }

  /** Loads if need be; then the model as it runs. */
  async info(model: LocatedModel, signal?: AbortSignal): Promise<ModelInfo> {
    await this.#process.start(signal);
    const { id, family, sha256, generated } = model;
    return { id, family, sha256, generated, provider: this.#taken };
  }

  /** What the engine's `load` answered, null before the first load. */
  get loaded(): unknown {
    return this.#loaded;
  }

  /** Where the models run; before the first load, where they will be tried first. */
  get provider(): Provider {
    return this.#loaded === null ? this.#trying : this.#taken;
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  get stderrTail(): string {
    return this.#process.stderrTail;
  }

  request<K extends keyof M & string>(
    method: K,
    payload: M[K]['payload'],
    options: RequestOptions,
  ): Promise<M[K]['result']> {
    return this.#process.request(method, payload, options);
  }

  unload(): Promise<void> {
    return this.#process.unload();
  }

  close(): Promise<void> {
    return this.#process.close();
  }

  #loadPayload(): LoadOptions {
    const { models, settings } = this.#options;
    return {
      ...models,
      provider: this.#trying,
      demanded: settings.provider === 'cuda',
      threads: settings.threads,
    };
  }

  /** The child's proof counts only if the runtime did not print that it fell back. */
  #confirm(value: { readonly provider: Provider }, stderr: string): void {
    this.#taken = value.provider === 'cuda' && !CPU_FALLBACK.test(stderr) ? 'cuda' : 'cpu';
    this.#loaded = value;
    const { settings, models } = this.#options;
    if (settings.provider === 'cuda' && this.#taken !== 'cuda') throw this.#noCuda();
    for (const model of Object.values(models)) settings.onLoaded?.(model, this.#taken);
  }

  async #startFailed(error: CallmillError, stderr: string): Promise<'again' | CallmillError> {
    if (error.code !== 'model_unusable' && error.code !== 'engine_not_started') return error;
    const { settings, models, process } = this.#options;
    if (this.#trying === 'cuda') {
      if (settings.provider === 'auto') {
        this.#trying = 'cpu';
        return 'again';
      }
      if (CUDA_TROUBLE.test(stderr)) return this.#noCuda();
    }
    if (error.code !== 'model_unusable') return error;
    const culprit = await unreadableModelFile(Object.values(models), settings.env);
    if (culprit === null) return error;
    return new CallmillError('model_unusable', `${error.message}; ${culprit}`, {
      stage: process.stage,
      cause: error,
    });
  }

  #noCuda(): CallmillError {
    const { name, stage } = this.#options.process;
    return new CallmillError(
      'provider_unavailable',
      `The ${name} runtime runs on the CPU, but CUDA was demanded`,
      {
        stage,
      },
    );
  }
}
