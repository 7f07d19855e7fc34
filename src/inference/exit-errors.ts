import type { Stage } from '../errors/codes.ts';
import { CallmillError } from '../errors/error.ts';
import type { ExitStatus } from './child-connection.ts';

/** `exit code 255`, `signal SIGSEGV`, `it could not be started`. */
export function describeExit(status: ExitStatus): string {
  if (status.signal !== null) return `signal ${status.signal}`;
  return status.code === null ? 'it could not be started' : `exit code ${status.code}`;
}

/**
 * The error for a process that died while it loaded its model. Runtimes abort or exit on a model they do not like,
 * so that is what it means; SIGKILL and SIGTERM come from outside (the kernel short of memory, an operator).
 */
export function startFailure(
  engine: { readonly name: string; readonly stage: Stage },
  status: ExitStatus,
): CallmillError {
  const neverStarted = status.signal === null && status.code === null;
  const fromOutside = status.signal === 'SIGKILL' || status.signal === 'SIGTERM';
  return new CallmillError(
    neverStarted || fromOutside ? 'engine_crashed' : 'model_unusable',
    `The ${engine.name} engine died while loading its model (${describeExit(status)})`,
    { stage: engine.stage },
  );
}
