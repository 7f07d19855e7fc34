import { sleep } from '../clock/clock.ts';
import { CallmillError } from '../errors/error.ts';

/**
 * Runs `work` for at most `timeoutMs`, then aborts its signal and stops waiting, whether or not it listens.
 * @throws CallmillError engine_timeout; the signal's reason when aborted from outside; whatever `work` throws
 */
export async function withDeadline<T>(
  timeoutMs: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const done = new AbortController();
  const inner = AbortSignal.any([signal, done.signal]);
  const deadline = sleep(timeoutMs, inner).then(() => {
    throw new CallmillError('engine_timeout', `The language model took longer than ${timeoutMs} ms`, {
      stage: 'analyse',
    });
  });
  try {
    return await Promise.race([work(inner), deadline]);
  } finally {
    done.abort();
  }
}
