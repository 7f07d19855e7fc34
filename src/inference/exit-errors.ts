import type { Stage } from '../errors/codes.ts';
import { CallmillError } from '../errors/error.ts';
import type { ExitStatus } from './child-connection.ts';
import { nativeFaults } from './native-diagnostics.ts';

interface EngineName {
  readonly name: string;
  readonly stage: Stage;
}

/** `exit code 255`, `signal SIGSEGV`, `it could not be started`. */
export function describeExit(status: ExitStatus): string {
  if (status.signal !== null) return `signal ${status.signal}`;
  return status.code === null ? 'it could not be started' : `exit code ${status.code}`;
}

/** The error for a process that died over a request; of what it printed, only faults that have a word of ours are told. */
export function crashed(engine: EngineName, status: ExitStatus, stderr: string): CallmillError {
  return new CallmillError('engine_crashed', `The ${engine.name} engine died (${causes(status, stderr)})`, {
    stage: engine.stage,
  });
}

/**
 * The error for a process that died while it loaded its model. Runtimes abort or exit on a model they do not like,
 * so that is what it means; SIGKILL and SIGTERM come from outside (the kernel short of memory, an operator). Neither is
 * the recording's doing.
 */
export function startFailure(engine: EngineName, status: ExitStatus, stderr: string): CallmillError {
  const neverStarted = status.signal === null && status.code === null;
  const fromOutside = status.signal === 'SIGKILL' || status.signal === 'SIGTERM';
  return new CallmillError(
    neverStarted || fromOutside ? 'engine_not_started' : 'model_unusable',
    `The ${engine.name} engine died while loading its model (${causes(status, stderr)})`,
    { stage: engine.stage },
  );
}

/** The same when it had to be killed, because it hung or ate the memory: again nothing that the recording did. */
export function startTimeout(engine: EngineName, error: CallmillError): CallmillError {
  return new CallmillError('engine_not_started', `${error.message} while loading its model`, {
    stage: engine.stage,
    cause: error,
  });
}

function causes(status: ExitStatus, stderr: string): string {
  return [describeExit(status), ...nativeFaults(stderr)].join(', ');
}
