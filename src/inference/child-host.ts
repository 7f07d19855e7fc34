import { writeSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { monotonicMs } from '../clock/clock.ts';
import type { Stage } from '../errors/codes.ts';
import { coerceError } from '../errors/coerce.ts';
import { CallmillError } from '../errors/error.ts';
import type { ChildMessage, MethodTable, ParentMessage } from './protocol.ts';

/** What a handler may use besides its payload. */
export interface HandlerContext {
  /** Aborts when the worker no longer wants the answer. */
  readonly signal: AbortSignal;
  /** @param fraction 0…1 */
  progress(fraction: number): void;
  /**
   * Lets pings and cancels in between two stretches of synchronous native code.
   * @throws the signal's reason when cancelled
   */
  breathe(): Promise<void>;
}

export type Handlers<M extends MethodTable<M>> = {
  readonly [K in keyof M]: (payload: M[K]['payload'], context: HandlerContext) => Promise<M[K]['result']>;
};

/** Between two looks at the messages: a ping or a cancel can wait so long, and a step of native code takes less. */
const BREATH_MS = 10;

/**
 * The loop inside an inference process: answers requests by the table, one at a time (the worker sends no
 * second one), pings at once, and dies with the worker.
 */
export function serve<M extends MethodTable<M>>(handlers: Handlers<M>, stage: Stage): void {
  const running = new Map<number, AbortController>();
  let breathedAt = monotonicMs();
  const send = (message: ChildMessage): void => {
    if (process.connected) process.send?.(message);
  };

  const answer = async (request: Extract<ParentMessage, { kind: 'request' }>): Promise<void> => {
    const { id, fence } = request;
    const controller = new AbortController();
    running.set(id, controller);
    const context: HandlerContext = {
      signal: controller.signal,
      progress: (fraction) => send({ kind: 'progress', id, fraction }),
      breathe: async () => {
        if (monotonicMs() - breathedAt >= BREATH_MS) {
          await nextTurn();
          breathedAt = monotonicMs();
        }
        controller.signal.throwIfAborted();
      },
    };
    try {
      const handler = pick(handlers, request.method);
      const value = await handler(request.payload, context);
      if (fence !== null) writeSync(2, fence);
      send({ kind: 'result', id, value });
    } catch (thrown) {
      send({ kind: 'failure', id, ...failure(thrown, stage) });
    } finally {
      running.delete(id);
    }
  };

  process.on('message', (message: ParentMessage) => {
    if (message.kind === 'ping') send({ kind: 'pong' });
    else if (message.kind === 'cancel') running.get(message.id)?.abort();
    else void answer(message);
  });
  // The worker is gone. Not process.exit(): that waits for a native call running on the thread pool.
  process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  // Ctrl-C and systemd's stop reach the whole group; the worker drains its job first and then ends this process.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => {});
}

function pick<M extends MethodTable<M>>(
  handlers: Handlers<M>,
  method: string,
): (payload: unknown, context: HandlerContext) => Promise<unknown> {
  if (!Object.hasOwn(handlers, method)) {
    throw new CallmillError('internal_error', `The engine has no method ${method}`);
  }
  return handlers[method as keyof M] as (payload: unknown, context: HandlerContext) => Promise<unknown>;
}

/** Typed errors cross with code and message; a foreign error's own text stays behind, on this process's stderr. */
function failure(thrown: unknown, stage: Stage): Pick<CallmillError, 'code' | 'message'> {
  const error = coerceError(thrown, stage);
  if (error.cause instanceof Error) {
    writeSync(2, `${error.cause.name}: ${error.cause.message.slice(0, 500)}\n`);
  }
  return { code: error.code, message: error.message };
}
