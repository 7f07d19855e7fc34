import type { z } from 'zod';
import { CallmillError } from '../../errors/error.ts';
import type { Completion, CompletionRequest, LanguageModel } from '../language-model.ts';
import type { AskedSchema } from './answer-schema.ts';
import { RETRY_NOTE, TASKS } from './prompts/tasks.ts';
import type { Usage } from './usage.ts';

export interface Asked<T extends z.ZodType> {
  readonly system: string;
  /** What the task is about, between its fence. */
  readonly data: string;
  readonly task: keyof typeof TASKS;
  readonly schema: AskedSchema<T>;
  readonly maxTokens: number;
}

/**
 * Asks for JSON, all at once where the model can, and once more with a firmer instruction where an answer was cut, was
 * no JSON or had the wrong shape.
 *
 * @returns the answers in order, null for one that was unusable twice
 * @throws whatever {@link LanguageModel} throws; the signal's reason when aborted
 */
export async function askEach<T extends z.ZodType>(
  asked: readonly Asked<T>[],
  model: LanguageModel,
  usage: Usage,
  signal: AbortSignal,
): Promise<readonly (z.output<T> | null)[]> {
  const answers: (z.output<T> | null)[] = asked.map(() => null);
  let open = asked.map((_, at) => at);
  for (const note of ['', `\n${RETRY_NOTE}`]) {
    signal.throwIfAborted();
    if (open.length === 0) break;
    const requests = open.flatMap((at) => {
      const one = asked[at];
      return one === undefined ? [] : [requestOf(one, note)];
    });
    const completions = await model.complete(requests, signal);
    const failed: number[] = [];
    for (const [place, at] of open.entries()) {
      const completion = completions[place];
      const one = asked[at];
      if (completion === undefined || one === undefined) continue;
      usage.add(completion);
      const read = readAnswer(completion, one.schema.shape);
      if (read === null) failed.push(at);
      else answers[at] = read.answer;
    }
    open = failed;
  }
  return answers;
}

/** {@link askEach} of one. @throws CallmillError analysis_invalid when it was unusable twice */
export async function ask<T extends z.ZodType>(
  asked: Asked<T>,
  model: LanguageModel,
  usage: Usage,
  signal: AbortSignal,
): Promise<z.output<T>> {
  const [answer] = await askEach([asked], model, usage, signal);
  if (answer === null || answer === undefined) throw unusable();
  return answer;
}

export function unusable(): CallmillError {
  return new CallmillError(
    'analysis_invalid',
    "The language model's answer was cut short, was no JSON or did not have the required shape, twice",
  );
}

function requestOf<T extends z.ZodType>(asked: Asked<T>, note: string): CompletionRequest {
  const { system, data, task, schema, maxTokens } = asked;
  return { system, user: `${data}\n${TASKS[task]}${note}`, schema: schema.json, maxTokens };
}

/** The answer, or null when it is unusable; an error never quotes it. */
function readAnswer<T extends z.ZodType>(
  { text, stopReason }: Completion,
  shape: T,
): { readonly answer: z.output<T> } | null {
  if (stopReason !== 'complete') return null;
  try {
    const checked = shape.safeParse(JSON.parse(text));
    return checked.success ? { answer: checked.data } : null;
  } catch {
    return null;
  }
}
