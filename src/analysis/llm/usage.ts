import type { Completion, Decisions } from '../language-model.ts';

/** What the requests of one analysis cost together. */
export class Usage {
  inputTokens = 0;
  /** Input tokens that were new to the model. */
  evaluatedTokens = 0;
  outputTokens = 0;
  /** Of the first request that told. */
  firstTokenMs: number | null = null;
  #generationMs = 0;
  #generatedTokens = 0;

  /** Tokens written per second after the first of each answer; null where no request told. */
  get tokensPerSecond(): number | null {
    return this.#generationMs > 0 ? (this.#generatedTokens / this.#generationMs) * 1000 : null;
  }

  add(answer: Completion | Decisions): void {
    this.inputTokens += answer.inputTokens;
    this.evaluatedTokens += answer.evaluatedTokens;
    if (!('outputTokens' in answer)) return;
    this.outputTokens += answer.outputTokens;
    this.firstTokenMs ??= answer.firstTokenMs;
    if (answer.generationMs === null) return;
    this.#generationMs += answer.generationMs;
    this.#generatedTokens += Math.max(0, answer.outputTokens - 1);
  }
}
