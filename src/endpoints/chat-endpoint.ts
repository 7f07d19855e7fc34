import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Completion, CompletionRequest, LanguageModel } from '../analysis/language-model.ts';
import { CallmillError } from '../errors/error.ts';
import type { ModelInfo } from '../models/model.ts';
import type { Endpoint } from './endpoint.ts';

export interface ChatEndpointOptions {
  /** As the server knows it. */
  readonly model: string;
  readonly contextTokens: number;
  /** Requests that may be under way at once. */
  readonly parallel: number;
}

/** What is read of an answer; servers add more. */
const Answer = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullable(),
        message: z.object({ content: z.string().nullable() }),
      }),
    )
    .min(1),
  usage: z
    .object({
      prompt_tokens: z.number().int().nonnegative(),
      completion_tokens: z.number().int().nonnegative(),
      prompt_tokens_details: z.object({ cached_tokens: z.number().int().nonnegative().nullish() }).nullish(),
    })
    .nullish(),
});

/** English is about four bytes a token, names and numbers fewer: two counts high for any tokenizer in use. */
const BYTES_PER_TOKEN = 2;

/** A language model behind OpenAI's chat completions with a JSON schema: vLLM, llama-server, Groq, OpenAI. */
export class ChatEndpoint implements LanguageModel {
  readonly #endpoint: Endpoint;
  readonly #options: ChatEndpointOptions;

  constructor(endpoint: Endpoint, options: ChatEndpointOptions) {
    this.#endpoint = endpoint;
    this.#options = options;
  }

  /** Where the words go: they leave this machine. */
  get endpoint(): string {
    return this.#endpoint.name;
  }

  get contextTokens(): number {
    return this.#options.contextTokens;
  }

  get parallel(): number {
    return this.#options.parallel;
  }

  /** The server's word for the model is all that is known of it. */
  async info(): Promise<ModelInfo> {
    const { model } = this.#options;
    const sha256 = createHash('sha256').update(`${this.#endpoint.name}\n${model}`).digest('hex');
    return { id: model, family: 'endpoint', sha256, provider: 'cpu', generated: false };
  }

  async complete(
    requests: readonly CompletionRequest[],
    signal?: AbortSignal,
  ): Promise<readonly Completion[]> {
    return await Promise.all(requests.map((request) => this.#complete(request, signal)));
  }

  async countTokens(texts: readonly string[]): Promise<readonly number[]> {
    return texts.map((text) => Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN));
  }

  async #complete(
    { system, user, schema, maxTokens }: CompletionRequest,
    signal?: AbortSignal,
  ): Promise<Completion> {
    const body = JSON.stringify({
      model: this.#options.model,
      messages: [
        { role: 'system', content: system },
        { role: 'user', content: user },
      ],
      temperature: 0,
      max_tokens: maxTokens,
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'analysis', strict: true, schema: closed(schema) },
      },
    });
    const answer = Answer.safeParse(
      await this.#endpoint.post(
        'chat/completions',
        () => ({ body, contentType: 'application/json' }),
        signal,
      ),
    );
    if (!answer.success) {
      throw new CallmillError('endpoint_invalid', `The endpoint ${this.endpoint} answered in another form`, {
        stage: 'analyse',
      });
    }
    const { choices, usage } = answer.data;
    const [choice] = choices;
    const inputTokens = usage?.prompt_tokens ?? 0;
    return {
      text: choice?.message.content ?? '',
      // A filter or a tool call is no answer either: whatever is not a natural end is never parsed as success.
      stopReason: choice?.finish_reason === 'stop' ? 'complete' : 'truncated',
      inputTokens,
      evaluatedTokens: inputTokens - (usage?.prompt_tokens_details?.cached_tokens ?? 0),
      outputTokens: usage?.completion_tokens ?? 0,
      firstTokenMs: null,
      generationMs: null,
    };
  }
}

/** Strict servers want every object closed; the local grammar is closed by itself. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).map(([key, value]) => [key, closed(value)] as const);
  const object = Object.fromEntries(entries);
  return object['type'] === 'object' ? { ...object, additionalProperties: false } : object;
}
