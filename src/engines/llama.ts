import type { Llama, LlamaContextOptions, LlamaGrammar, LlamaModel, Token } from 'node-llama-cpp';
import type {
  Completion,
  CompletionRequest,
  DecisionRequest,
  Decisions,
} from '../analysis/language-model.ts';
import type { LoadOptions } from '../inference/engine-methods.ts';
import { numberSetting, textSetting } from '../inference/settings.ts';
import type { LocatedModel, Provider } from '../models/model.ts';
import { modelFiles } from './checks.ts';
import { refuseIgnoredKeywords } from './grammar-schema.ts';
import { Lane } from './llama-lane.ts';
import { openLlama } from './llama-runtime.ts';
import { llamaProvider } from './provider-proof.ts';
import { acceptedBy, loadRuntime } from './runtime.ts';
import { answerTokens } from './yes-no.ts';

const DEFAULT_CONTEXT = 8192;
const GRAMMARS_KEPT = 16;

/** One quantised model; each of its lanes answers one request at a time, all of them in the same batches. */
export class Llm {
  readonly provider: Provider;
  readonly contextTokens: number;
  readonly #llama: Llama;
  readonly #model: LlamaModel;
  readonly #lanes: readonly Lane[];
  readonly #grammars = new Map<string, LlamaGrammar>();

  private constructor(llama: Llama, model: LlamaModel, lanes: readonly Lane[], provider: Provider) {
    this.#llama = llama;
    this.#model = model;
    this.#lanes = lanes;
    this.provider = provider;
    this.contextTokens = Math.min(...lanes.map((lane) => lane.contextTokens));
  }

  /**
   * Manifest settings: `contextTokens` of each lane, `sequences` (lanes), `kvCache` (`f16`, `q8_0`, `q4_0`).
   * @throws CallmillError model_missing, model_unusable, provider_unavailable
   */
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
      const sequences = Math.max(1, numberSetting(located, 'sequences', 1));
      const context = await model.createContext({
        contextSize: Math.min(wanted, model.trainContextSize),
        sequences,
        threads: options.threads,
        ...kvCache(textSetting(located, 'kvCache', 'f16')),
      });
      const answers = answerTokens(model);
      const lanes = Array.from({ length: sequences }, () => {
        const contextSequence = context.getSequence();
        return new Lane(model, contextSequence, new runtime.LlamaChat({ contextSequence }), answers);
      });
      return new Llm(llama, model, lanes, provider);
    });
  }

  get sequences(): number {
    return this.#lanes.length;
  }

  countTokens(texts: readonly string[]): number[] {
    return texts.map((text) => this.#model.tokenize(text).length);
  }

  /** Answers side by side, as many at once as there are lanes. @throws CallmillError engine_rejected */
  async complete(requests: readonly CompletionRequest[], signal: AbortSignal): Promise<Completion[]> {
    const answers: Completion[] = [];
    for (let at = 0; at < requests.length; at += this.#lanes.length) {
      const free = new Set(this.#lanes);
      const batch = requests.slice(at, at + this.#lanes.length).map(async (request) => {
        const lane = this.#nearest(request, free);
        free.delete(lane);
        return await lane.complete(request, await this.#grammar(request.schema), signal);
      });
      answers.push(...(await Promise.all(batch)));
    }
    return answers;
  }

  async decide(request: DecisionRequest, signal: AbortSignal): Promise<Decisions> {
    return await this.#nearest(request, new Set(this.#lanes)).decide(request, signal);
  }

  /** The free lane that holds most of a prompt already. */
  #nearest(prompt: CompletionRequest | DecisionRequest, free: ReadonlySet<Lane>): Lane {
    const [first, ...others] = free;
    if (first === undefined) throw new RangeError('more requests than lanes');
    if (others.length === 0) return first;
    const tokens: readonly Token[] = first.tokensOf(prompt);
    let best = { lane: first, kept: first.kept(tokens) };
    for (const lane of others) {
      const kept = lane.kept(tokens);
      if (kept > best.kept) best = { lane, kept };
    }
    return best.lane;
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

const KV_TYPES = { q8_0: 'Q8_0', q4_0: 'Q4_0' } as const;

/**
 * Half or a quarter of the memory for a little accuracy. llama.cpp quantises values only under flash attention.
 * The runtime calls the option experimental: it is tested here with the pinned version.
 */
function kvCache(name: string): LlamaContextOptions {
  const type = Object.hasOwn(KV_TYPES, name) ? KV_TYPES[name as keyof typeof KV_TYPES] : null;
  if (type === null) return {};
  return { experimentalKvCacheKeyType: type, experimentalKvCacheValueType: type, flashAttention: true };
}
