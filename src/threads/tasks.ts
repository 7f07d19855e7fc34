import { analyseByRules, categorise } from '../analysis/rules-analyser.ts';
import { redactTranscript } from '../pii/redact.ts';

/** What may run away from the event loop: pure functions from plain data to plain data. */
export const TASKS = { redact: redactTranscript, analyseByRules, categorise } as const;

export type TaskName = keyof typeof TASKS;
export type TaskArguments<Name extends TaskName> = Parameters<(typeof TASKS)[Name]>;
export type TaskResult<Name extends TaskName> = ReturnType<(typeof TASKS)[Name]>;
