import { CallmillError } from '../errors/error.ts';

/** A signal that aborts once the grace period after `stop` has passed. */
export function graceAfter(
  stop: AbortSignal,
  seconds: number,
  onStop: () => void,
): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const begin = (): void => {
    onStop();
    const reason = new CallmillError('worker_stopped', 'The worker was stopped before the job was done');
    timer = setTimeout(() => controller.abort(reason), seconds * 1000);
  };
  if (stop.aborted) begin();
  else stop.addEventListener('abort', begin, { once: true });
  return {
    signal: controller.signal,
    end() {
      clearTimeout(timer);
      stop.removeEventListener('abort', begin);
    },
  };
}
