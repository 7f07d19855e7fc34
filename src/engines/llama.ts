import type {
  ChatHistoryItem,
  Llama,
  LlamaChat,
  LlamaContextSequence,
  LlamaGrammar,
  LlamaModel,
} from 'node-llama-cpp';
import type { CompletionRequest } from '../analysis/language-model.ts';
import { CallmillError } from '../errors/error.ts';
import type { LoadOptions, RawCompletion } from '../inference/engine-methods.ts';
import { numberSetting } from '../inference/settings.ts';
import type { LocatedModel, Provider } from '../models/model.ts';
import { modelFiles } from './checks.ts';
import { refuseIgnoredKeywords } from './grammar-schema.ts';
import { llamaProvider } from './provider-proof.ts';
import { acceptedBy, loadRuntime } from './runtime.ts';

type Runtime = typeof import('node-llama-cpp');

const DEFAULT_CONTEXT = 8192;
/** Tokens kept free so that the runtime never shifts the context, which would drop part of the prompt unsaid. */
const MARGIN = 8;
const GRAMMARS_KEPT = 16;

/** One quantised model with one sequence; the sequence keeps what was evaluated, so equal beginnings cost once. */
export class Llm {
  readonly provider: Provider;
  readonly contextTokens: number;
  readonly #llama: Llama;
  readonly #model: LlamaModel;
  readonly #sequence: LlamaContextSequence;
  readonly #chat: LlamaChat;
  readonly #grammars = new Map<string, LlamaGrammar>();

  private constructor(
    runtime: Runtime,
    llama: Llama,
    model: LlamaModel,
    sequence: LlamaContextSequence,
    provider: Provider,
  ) {
    this.#llama = llama;
    this.#model = model;
    this.#sequence = sequence;
    this.#chat = new runtime.LlamaChat({ contextSequence: sequence });
    this.provider = provider;
    this.contextTokens = sequence.contextSize;
  }

  /** @throws CallmillError model_missing, model_unusable, provider_unavailable */
  static async load(located: LocatedModel, options: LoadOptions): Promise<Llm> {
    const { model: modelPath } = await modelFiles(located, ['model']);
    const runtime = await loadRuntime('node-llama-cpp', () => import('node-llama-cpp'));
    const llama = await openLlama(runtime, options);
    return await acceptedBy(located, async () => {
      const model = await llama.loadModel({ modelPath });
      const { gpuLayers } = model;
      const { totalLayers } = model.fileInsights;
      const provider = llamaProvider({ gpu: llama.gpu, gpuLayers, totalLayers }, options);
      const wanted = numberSetting(located, 'contextTokens', DEFAULT_CONTEXT);
      const contextSize = Math.min(wanted, model.trainContextSize);
      const context = await model.createContext({ contextSize, sequences: 1, threads: options.threads });
      return new Llm(runtime, llama, model, context.getSequence(), provider);
    });
  }

  countTokens(text: string): number {
    return this.#model.tokenize(text).length;
  }

  /** @throws CallmillError engine_rejected when the prompt leaves no room for an answer */
  async complete(request: CompletionRequest, signal: AbortSignal): Promise<RawCompletion> {
    const history: ChatHistoryItem[] = [
      { type: 'system', text: request.system },
      { type: 'user', text: request.user },
      { type: 'model', response: [] },
    ];
    const inputTokens = this.#promptTokens(history);
    const room = this.contextTokens - inputTokens - MARGIN;
    if (room < 1) {
      throw new CallmillError(
        'engine_rejected',
        `The prompt of ${inputTokens} tokens does not fit the context of ${this.contextTokens}`,
        { stage: 'analyse' },
      );
    }
    const before = this.#sequence.tokenMeter.getState();
    const { response, metadata } = await this.#chat.generateResponse(history, {
      grammar: await this.#grammar(request.schema),
      maxTokens: Math.min(request.maxTokens, room),
      temperature: 0,
      // The default penalty for repeating counts against quotes and braces as well.
      repeatPenalty: false,
      signal,
      stopOnAbortSignal: true,
    });
    const used = this.#sequence.tokenMeter.diff(before);
    return {
      text: response,
      stopReason: stopReason(metadata.stopReason),
      inputTokens,
      outputTokens: used.usedOutputTokens,
      evaluatedTokens: used.usedInputTokens,
    };
  }

  #promptTokens(history: ChatHistoryItem[]): number {
    const { contextText } = this.#chat.chatWrapper.generateContextState({ chatHistory: history });
    return contextText.tokenize(this.#model.tokenizer).length;
  }

  async #grammar(schema: CompletionRequest['schema']): Promise<LlamaGrammar> {
    const key = JSON.stringify(schema);
    const known = this.#grammars.get(key);
    if (known !== undefined) return known;
    refuseIgnoredKeywords(schema);
    const grammar = await this.#llama.createGrammarForJsonSchema(schema as Readonly<{ type: 'object' }>);
    if (this.#grammars.size >= GRAMMARS_KEPT) this.#grammars.clear();
    this.#grammars.set(key, grammar);
    return grammar;
  }
}

/** CUDA when demanded or there, else the CPU; Vulkan is never taken, and nothing is ever compiled or downloaded. */
async function openLlama(runtime: Runtime, options: LoadOptions): Promise<Llama> {
  const cuda = options.provider === 'cuda';
  try {
    return await runtime.getLlama({
      gpu: !cuda ? false : options.demanded ? 'cuda' : { type: 'auto', exclude: ['vulkan', 'metal'] },
      build: 'never',
      skipDownload: true,
      progressLogs: false,
      logLevel: runtime.LlamaLogLevel.error,
      maxThreads: options.threads,
    });
  } catch (cause) {
    if (cuda && options.demanded) {
      throw new CallmillError('provider_unavailable', 'The language model runtime has no working CUDA', {
        cause,
      });
    }
    throw new CallmillError('model_unusable', 'The language model runtime does not start on this machine', {
      cause,
    });
  }
}

function stopReason(native: string): RawCompletion['stopReason'] {
  if (native === 'maxTokens') return 'truncated';
  return native === 'abort' ? 'aborted' : 'complete';
}
