import type {
  ChatHistoryItem,
  LlamaChat,
  LlamaContextSequence,
  LlamaGrammar,
  LlamaModel,
  Token,
} from 'node-llama-cpp';
import type { Completion, DecisionRequest, Decisions, Prompt } from '../analysis/language-model.ts';
import { monotonicMs } from '../clock/clock.ts';
import { CallmillError } from '../errors/error.ts';

import { type AnswerTokens, yesShare } from './yes-no.ts';

/** Tokens kept free so that the runtime never shifts the context, which would drop part of the prompt unsaid. */
const MARGIN = 8;
/** Tokens evaluated between two looks at the abort signal. */
const STEP = 512;

/** One sequence of a context: it keeps what was evaluated last, so equal beginnings cost once. */
export class Lane {
  readonly #model: LlamaModel;
  readonly #sequence: LlamaContextSequence;
  readonly #chat: LlamaChat;
  readonly #answers: AnswerTokens;

  constructor(model: LlamaModel, sequence: LlamaContextSequence, chat: LlamaChat, answers: AnswerTokens) {
    this.#model = model;
    this.#sequence = sequence;
    this.#chat = chat;
    this.#answers = answers;
  }

  get contextTokens(): number {
    return this.#sequence.contextSize;
  }

  /** The prompt as tokens, up to where the model is to go on. @param begun what its answer begins with */
  tokensOf({ system, user }: Prompt, begun?: string): Token[] {
    const chatHistory: ChatHistoryItem[] = [
      { type: 'system', text: system },
      { type: 'user', text: user },
      { type: 'model', response: begun === undefined ? [] : [begun] },
    ];
    return this.#chat.chatWrapper
      .generateContextState({ chatHistory })
      .contextText.tokenize(this.#model.tokenizer);
  }

  /** How many tokens at the beginning of a prompt this lane still holds. */
  kept(tokens: readonly Token[]): number {
    return this.#sequence.compareContextTokens([...tokens]).firstDifferentIndex;
  }

  /** @throws CallmillError engine_rejected when the prompt leaves no room for an answer */
  async complete(
    request: Prompt & { readonly maxTokens: number },
    grammar: LlamaGrammar,
    signal: AbortSignal,
  ): Promise<Completion> {
    const inputTokens = this.tokensOf(request).length;
    const room = this.#roomFor(inputTokens);
    const before = this.#sequence.tokenMeter.getState();
    const asked = monotonicMs();
    let first: number | null = null;
    const history: ChatHistoryItem[] = [
      { type: 'system', text: request.system },
      { type: 'user', text: request.user },
      { type: 'model', response: [] },
    ];
    const { response, metadata } = await this.#chat.generateResponse(history, {
      grammar,
      maxTokens: Math.min(request.maxTokens, room),
      temperature: 0,
      // The default penalty for repeating counts against quotes and braces as well.
      repeatPenalty: false,
      signal,
      stopOnAbortSignal: true,
      onToken: () => {
        first ??= monotonicMs();
      },
    });
    const used = this.#sequence.tokenMeter.diff(before);
    return {
      text: response,
      stopReason: stopReason(metadata.stopReason),
      inputTokens,
      outputTokens: used.usedOutputTokens,
      evaluatedTokens: used.usedInputTokens,
      firstTokenMs: first === null ? null : first - asked,
      generationMs: first === null ? null : monotonicMs() - first,
    };
  }

  /**
   * How likely the answer that begins with each label goes on with yes rather than no. The labels do not see each
   * other: each is put after the same prompt, so that only its own few tokens are evaluated.
   */
  async decide({ labels, ...prompt }: DecisionRequest, signal: AbortSignal): Promise<Decisions> {
    const before = this.#sequence.tokenMeter.getState();
    const yes: (number | null)[] = [];
    let inputTokens = 0;
    for (const label of labels) {
      signal.throwIfAborted();
      const tokens = this.tokensOf(prompt, label);
      this.#roomFor(tokens.length);
      inputTokens += tokens.length;
      yes.push(await this.#decideOne(tokens, signal));
    }
    return { yes, inputTokens, evaluatedTokens: this.#sequence.tokenMeter.diff(before).usedInputTokens };
  }

  async #decideOne(tokens: readonly Token[], signal: AbortSignal): Promise<number | null> {
    const last = tokens.at(-1);
    if (last === undefined) return null;
    const sequence = this.#sequence;
    const kept = Math.min(this.kept(tokens), tokens.length - 1);
    if (kept < sequence.nextTokenIndex) {
      await sequence.eraseContextTokenRanges([{ start: kept, end: sequence.nextTokenIndex }]);
    }
    for (let at = sequence.nextTokenIndex; at < tokens.length - 1; at += STEP) {
      signal.throwIfAborted();
      const step = tokens.slice(at, Math.min(at + STEP, tokens.length - 1));
      await sequence.evaluateWithoutGeneratingNewTokens(step);
    }
    // The model's own distribution: no truncation, no sharpening.
    const options = { temperature: 1, topK: 0, topP: 1, minP: 0 };
    const output = await sequence.controlledEvaluate([
      [last, { generateNext: { probabilities: true, options } }],
    ]);
    return yesShare(output[0]?.next.probabilities ?? new Map(), this.#answers);
  }

  #roomFor(inputTokens: number): number {
    const room = this.contextTokens - inputTokens - MARGIN;
    if (room >= 1) return room;
    throw new CallmillError(
      'engine_rejected',
      `The prompt of ${inputTokens} tokens does not fit the context of ${this.contextTokens}`,
      { stage: 'analyse' },
    );
  }
}

function stopReason(native: string): Completion['stopReason'] {
  if (native === 'maxTokens') return 'truncated';
  return native === 'abort' ? 'aborted' : 'complete';
}
