import { CallmillError } from '../errors/error.ts';
import { Answer, answerJsonSchema } from './answer-schema.ts';
import { answerToFindings } from './answer-to-findings.ts';
import { type FittedPrompt, fitPrompt } from './fit.ts';
import type { AnalysisInput } from './input.ts';
import type { Completion, LanguageModel } from './language-model.ts';
import { SYSTEM_PROMPT, userPrompt } from './prompt.ts';
import type { Findings } from './schema.ts';

export interface ModelAnalysis {
  readonly findings: Findings;
  readonly droppedClaims: number;
  readonly truncatedInput: boolean;
  /** Both attempts together. */
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/**
 * Asks the model once, and once more with a firmer instruction when the answer was cut, was no JSON or had the
 * wrong shape.
 * @param input redacted segments: nothing else reaches the model
 * @throws CallmillError analysis_invalid (two unusable answers), model_unusable (context too small), and whatever
 *   {@link LanguageModel} throws; the signal's reason when aborted
 */
export async function analyseWithModel(
  input: AnalysisInput,
  model: LanguageModel,
  signal: AbortSignal,
): Promise<ModelAnalysis> {
  const prompt = await fitPrompt(input, model, signal);
  let inputTokens = 0;
  let outputTokens = 0;
  let fault = '';
  for (const retry of [false, true]) {
    signal.throwIfAborted();
    const completion = await ask(prompt, retry, model, signal);
    inputTokens += completion.inputTokens;
    outputTokens += completion.outputTokens;
    const read = readAnswer(completion);
    if (typeof read !== 'string') {
      const { truncatedInput } = prompt;
      return { ...answerToFindings(read, input), truncatedInput, inputTokens, outputTokens };
    }
    fault = read;
  }
  throw new CallmillError('analysis_invalid', `The language model's answer ${fault}, twice`);
}

function ask(
  { lines, maxTokens }: FittedPrompt,
  retry: boolean,
  model: LanguageModel,
  signal: AbortSignal,
): Promise<Completion> {
  const user = userPrompt(lines, retry);
  return model.complete({ system: SYSTEM_PROMPT, user, schema: answerJsonSchema, maxTokens }, signal);
}

/** The answer, or what is wrong with it; the wording never quotes the answer. */
function readAnswer({ text, stopReason }: Completion): Answer | string {
  if (stopReason !== 'complete') return 'was cut short';
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return 'was not JSON';
  }
  const checked = Answer.safeParse(parsed);
  return checked.success ? checked.data : 'did not have the required shape';
}
