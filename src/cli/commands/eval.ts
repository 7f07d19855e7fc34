import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import { registerEvalAnalysis } from './eval-analysis.ts';
import { registerEvalCompare } from './eval-compare.ts';
import { registerEvalPii } from './eval-pii.ts';
import { registerEvalSpeakers } from './eval-speakers.ts';
import { registerEvalSpeech } from './eval-speech.ts';

/** Adds one evaluation to the group; each lives in a file of its name and carries help with an example. */
export type RegisterEvaluation = (group: Command, context: CliContext) => void;

const EVALUATIONS: readonly RegisterEvaluation[] = [
  registerEvalSpeech,
  registerEvalSpeakers,
  registerEvalPii,
  registerEvalAnalysis,
  registerEvalCompare,
];

/** `callmill eval`: how good the models on this machine are, on recordings that people have labelled. */
export function registerEval(program: Command, context: CliContext): void {
  const group = program.command('eval').description('Measure models and settings on labelled data.');
  for (const register of EVALUATIONS) register(group, context);
}
