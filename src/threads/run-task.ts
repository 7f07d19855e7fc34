import { coerceError } from '../errors/coerce.ts';
import { TaskThread } from './task-thread.ts';
import { TASKS, type TaskArguments, type TaskName, type TaskResult } from './tasks.ts';

/**
 * Calls with more words than this are worked on in a thread. Redaction takes 32 µs a word and the rules 23 (measured, a
 * three-hour call of 29,000 words: 0.9 s and 0.7 s); a board is slower still, and nothing may hold up the event loop,
 * which writes the heartbeats, for 50 ms.
 */
export const INLINE_WORDS = 400;

/**
 * Does a task without holding up the event loop: at once when the call is short, in a thread of its own otherwise,
 * which an abort ends wherever it is.
 *
 * @param words how many words the task has to read
 * @throws CallmillError what the task throws; internal_error when the thread dies; the signal's reason
 */
export async function runTask<Name extends TaskName>(
  name: Name,
  args: TaskArguments<Name>,
  words: number,
  signal: AbortSignal,
): Promise<TaskResult<Name>> {
  signal.throwIfAborted();
  if (words <= INLINE_WORDS) {
    const work = TASKS[name] as unknown as (...all: TaskArguments<Name>) => TaskResult<Name>;
    return work(...args);
  }
  const thread = new TaskThread(signal);
  try {
    return (await thread.run(name, args)) as TaskResult<Name>;
  } catch (thrown) {
    throw signal.aborted ? signal.reason : coerceError(thrown, 'worker');
  } finally {
    await thread.end();
  }
}
