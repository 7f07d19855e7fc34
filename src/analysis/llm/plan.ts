import { CallmillError } from '../../errors/error.ts';
import type { AnalysisInput } from '../input.ts';
import type { LanguageModel } from '../language-model.ts';
import { fenced, type PromptLine, promptLines } from './prompt-lines.ts';
import { RETRY_NOTE } from './prompts/tasks.ts';

/** What a full answer needs; a smaller context gives the answer at most this share of itself. */
const ANSWER_TOKENS = 2000;
const ANSWER_SHARE = 0.4;
/** The chat template's own tokens, the longest task with its retry note and the numbered claims. */
const OVERHEAD_TOKENS = 128;
/** With less room than this for the transcript there is nothing to analyse. */
const MIN_TRANSCRIPT_TOKENS = 64;
/** Of a part's room: turns that the part before it ends with, so that an answer is read with its question. */
const OVERLAP_SHARE = 0.1;

/** A run of turns that fits the context beside everything else. */
export interface Part {
  readonly lines: readonly PromptLine[];
  /** The lines between their fence. */
  readonly transcript: string;
}

export interface Plan {
  /** One when the call fits whole. Every turn is in at least one part. */
  readonly parts: readonly Part[];
  /** Tokens an answer may have. */
  readonly maxTokens: number;
  /** Tokens that transcript, digest or claims may have. */
  readonly room: number;
}

/**
 * Cuts a call into parts between turns, by the model's own count.
 *
 * @throws CallmillError model_unusable when the context is too small to hold prompt, one turn and answer
 */
export async function planParts(
  input: AnalysisInput,
  system: string,
  model: LanguageModel,
  signal: AbortSignal,
): Promise<Plan> {
  const [systemTokens = 0, noteTokens = 0] = await model.countTokens([system, RETRY_NOTE], signal);
  const { contextTokens } = model; // read after the first request: only a loaded model knows
  const maxTokens = Math.min(ANSWER_TOKENS, Math.floor(contextTokens * ANSWER_SHARE));
  const room = contextTokens - maxTokens - systemTokens - noteTokens - OVERHEAD_TOKENS;
  if (room < MIN_TRANSCRIPT_TOKENS) {
    throw new CallmillError(
      'model_unusable',
      `The prompt takes ${systemTokens} tokens and the language model's context holds ${contextTokens}`,
      { stage: 'analyse', remedy: 'Choose a language model with a context of 4096 tokens or more.' },
    );
  }
  const lines = await promptLines(input.segments, input.durationMs);
  return { parts: await cut(lines, room, model, signal), maxTokens, room };
}

async function cut(
  lines: readonly PromptLine[],
  room: number,
  model: LanguageModel,
  signal: AbortSignal,
): Promise<Part[]> {
  // A count of its own for each line adds up to the whole or a little more: it finds the place, the whole proves it.
  const sizes = await model.countTokens(
    lines.map((line) => `${line.text}\n`),
    signal,
  );
  const parts: Part[] = [];
  let from = 0;
  let fresh = 0;
  while (fresh < lines.length) {
    let to = reach(sizes, from, room);
    let part = partOf(lines, from, to);
    while (to > fresh && (await sizeOf(part, model, signal)) > room) {
      to -= Math.max(1, Math.floor((to - fresh) / 10));
      part = partOf(lines, from, to);
    }
    if (to <= fresh) {
      if (from === fresh) throw tooSmall();
      from = fresh; // the overlap left no room for anything new
      continue;
    }
    parts.push(part);
    fresh = to;
    from = overlapFrom(sizes, to, room * OVERLAP_SHARE);
  }
  return parts;
}

/** How far the room goes from line `from`; at least one line. */
function reach(sizes: readonly number[], from: number, room: number): number {
  let used = 0;
  let to = from;
  while (to < sizes.length && (to === from || used + (sizes[to] ?? 0) <= room)) {
    used += sizes[to] ?? 0;
    to += 1;
  }
  return to;
}

function overlapFrom(sizes: readonly number[], to: number, budget: number): number {
  let from = to;
  let used = 0;
  while (from > 0 && used + (sizes[from - 1] ?? 0) <= budget) {
    from -= 1;
    used += sizes[from] ?? 0;
  }
  return from;
}

function partOf(lines: readonly PromptLine[], from: number, to: number): Part {
  const own = lines.slice(from, to);
  return { lines: own, transcript: fenced(own) };
}

async function sizeOf({ transcript }: Part, model: LanguageModel, signal: AbortSignal): Promise<number> {
  const [tokens = 0] = await model.countTokens([transcript], signal);
  return tokens;
}

function tooSmall(): CallmillError {
  return new CallmillError('model_unusable', 'No whole turn of the transcript fits the language model', {
    stage: 'analyse',
    remedy: 'Choose a language model with a larger context.',
  });
}
