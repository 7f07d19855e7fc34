import { CallmillError } from '../errors/error.ts';
import { excerpt } from './excerpt.ts';
import type { AnalysisInput } from './input.ts';
import type { LanguageModel } from './language-model.ts';
import { type PromptLine, promptLines, SYSTEM_PROMPT, userPrompt } from './prompt.ts';

/** What a full answer needs; a smaller context gives the answer at most this share of itself. */
const ANSWER_TOKENS = 1600;
const ANSWER_SHARE = 0.4;
/** The chat template's own tokens and the retry note. */
const OVERHEAD_TOKENS = 128;
/** With less room than this for the transcript there is nothing to analyse. */
const MIN_TRANSCRIPT_TOKENS = 64;
const MAX_ROUNDS = 12;

export interface FittedPrompt {
  readonly lines: readonly (PromptLine | null)[];
  readonly maxTokens: number;
  readonly truncatedInput: boolean;
}

/**
 * Chooses the turns that fit the model's context beside the system part and the answer, by the model's own count.
 * @throws CallmillError model_unusable when the context is too small to hold prompt and answer at all
 */
export async function fitPrompt(
  input: AnalysisInput,
  model: LanguageModel,
  signal: AbortSignal,
): Promise<FittedPrompt> {
  const all = promptLines(input.segments, input.durationMs);
  const system = await model.countTokens(SYSTEM_PROMPT, signal);
  const { contextTokens } = model; // read after the first request: only a loaded model knows
  const maxTokens = Math.min(ANSWER_TOKENS, Math.floor(contextTokens * ANSWER_SHARE));
  const room = contextTokens - maxTokens - system - OVERHEAD_TOKENS;
  if (room < MIN_TRANSCRIPT_TOKENS) {
    throw new CallmillError(
      'model_unusable',
      `The prompt takes ${system} tokens and the language model's context holds ${contextTokens}`,
      { stage: 'analyse', remedy: 'Choose a language model with a context of 4096 tokens or more.' },
    );
  }
  let budget = all.reduce((sum, line) => sum + line.text.length, 0);
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const lines = excerpt(all, budget);
    if (lines.every((line) => line === null)) break;
    const tokens = await model.countTokens(userPrompt(lines, false), signal);
    if (tokens <= room) return { lines, maxTokens, truncatedInput: lines.includes(null) };
    // Characters per token vary along a call: aim a little low, then look again.
    budget = Math.floor(budget * Math.min(0.95, (room / tokens) * 0.95));
  }
  throw new CallmillError('model_unusable', 'No whole turn of the transcript fits the language model', {
    stage: 'analyse',
    remedy: 'Choose a language model with a larger context.',
  });
}
