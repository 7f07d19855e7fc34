import type { ModelInfo } from '../models/model.ts';

/** One prompt. What does not change comes first, so that an engine that keeps evaluated text evaluates it once. */
export interface Prompt {
  /** The same for every call of a client. */
  readonly system: string;
  /** The transcript, then the task: questions about one call share everything up to the task. */
  readonly user: string;
}

export interface CompletionRequest extends Prompt {
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
  /** Input tokens that were not kept from an earlier request; all of them where nothing is known. */
  readonly evaluatedTokens: number;
  readonly outputTokens: number;
  /** From the request to its first token, and from there to its last; null where it is not known. */
  readonly firstTokenMs: number | null;
  readonly generationMs: number | null;
}

export interface DecisionRequest extends Prompt {
  /** How each answer begins; what follows is yes or no. */
  readonly labels: readonly string[];
}

export interface Decisions {
  /** In the order of the labels: 0…1 that the answer is yes; null when the model is about to say neither. */
  readonly yes: readonly (number | null)[];
  readonly inputTokens: number;
  readonly evaluatedTokens: number;
}

/**
 * A model behind a JSON schema: the local Llama, or an endpoint.
 *
 * @throws CallmillError from every method: engine_crashed, engine_timeout, engine_rejected, model_*,
 *   provider_unavailable; the signal's reason when aborted
 */
export interface LanguageModel {
  /** Name of the endpoint that the words go to; absent for a model on this machine. */
  readonly endpoint?: string;
  info(signal?: AbortSignal): Promise<ModelInfo>;
  /** Tokens the context holds, prompt and answer together; reliable after the first request. */
  readonly contextTokens: number;
  /** How many requests are answered side by side faster than one after the other. */
  readonly parallel: number;
  /** Answers in the order of the requests. */
  complete(requests: readonly CompletionRequest[], signal?: AbortSignal): Promise<readonly Completion[]>;
  /** Yes or no with a probability, one token each. Absent where the provider cannot tell. */
  decide?(request: DecisionRequest, signal?: AbortSignal): Promise<Decisions>;
  /** Tokens of each text under this model's tokenizer; an endpoint may count high, never low. */
  countTokens(texts: readonly string[], signal?: AbortSignal): Promise<readonly number[]>;
}
