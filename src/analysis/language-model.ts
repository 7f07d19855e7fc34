import type { ModelInfo } from '../models/model.ts';

export interface CompletionRequest {
  /** The fixed part: evaluated once and kept by the engine. */
  readonly system: string;
  readonly user: string;
  /** JSON schema within what the grammar supports: no anyOf, pattern, minimum; integers as enum. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly maxTokens: number;
}

export interface Completion {
  /** The raw text; JSON by grammar unless `stopReason` is not `complete`. */
  readonly text: string;
  /** `truncated`: maxTokens cut the JSON; never parse it as success. */
  readonly stopReason: 'complete' | 'truncated' | 'aborted';
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** A quantised Llama behind a JSON schema. */
export interface LanguageModel {
  info(signal?: AbortSignal): Promise<ModelInfo>;
  /** Tokens the context holds, prompt and answer together. */
  readonly contextTokens: number;
  /** @throws CallmillError engine_crashed, engine_timeout, model_*, provider_unavailable */
  complete(request: CompletionRequest, signal?: AbortSignal): Promise<Completion>;
  /** Exact token count of a text under this model's tokenizer. */
  countTokens(text: string, signal?: AbortSignal): Promise<number>;
}
