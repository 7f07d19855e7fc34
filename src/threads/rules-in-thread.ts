import type { Rules } from '../analysis/rules-analyser.ts';
import { runTask } from './run-task.ts';

/**
 * The rules, away from the event loop when the call is long: of three hours, findings take 0.7 s and the categories of a
 * model's analysis 60 ms of one processor (measured).
 *
 * @param words of the call
 */
export function rulesInThread(words: number, signal: AbortSignal): Rules {
  return {
    read: (input) => runTask('analyseByRules', [input], words, signal),
    categorise: (...args) => runTask('categorise', args, words, signal),
  };
}
