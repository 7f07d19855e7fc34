import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { monotonicMs } from '../clock/clock.ts';
import type { Stage } from '../errors/codes.ts';
import { CallmillError } from '../errors/error.ts';
import type { ChildMessage, ParentMessage } from './protocol.ts';
import { StderrTail } from './stderr-tail.ts';

/** How a process ended: an exit code or a signal, the other null. */
export interface ExitStatus {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Thrown into a call whose process ended before it answered; engine-process.ts turns it into a typed error. */
export class ProcessEnded extends Error {
  readonly status: ExitStatus;

  constructor(status: ExitStatus) {
    super('The process ended before it answered');
    this.status = status;
  }
}

interface Call {
  readonly id: number;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: ((fraction: number) => void) | undefined;
}

export interface CallOptions {
  readonly fence?: string;
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

/** One living inference process and the one call it may be working on. */
export class ChildConnection {
  readonly stderr: StderrTail;
  /** Resolves when the process is gone and its pipes are empty; never rejects. */
  readonly ended: Promise<ExitStatus>;
  readonly #process: ChildProcess;
  readonly #stage: Stage;
  #call: Call | null = null;
  #nextId = 1;
  #status: ExitStatus | null = null;
  #reason: Error | null = null;
  #heardAt = monotonicMs();

  /** @param env the child's whole environment: nothing of the worker's own (keys, passwords) is inherited. */
  constructor(entry: URL, env: Readonly<Record<string, string>>, stage: Stage) {
    this.#stage = stage;
    this.#process = fork(fileURLToPath(entry), [], {
      env: { ...env },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // A test runner's or inspector's flags are not the child's; older Node needs this one to read TypeScript.
      execArgv: process.execArgv.filter((flag) => flag === '--experimental-strip-types'),
    });
    const { promise, resolve } = Promise.withResolvers<ExitStatus>();
    this.ended = promise;
    const end = (code: number | null, signal: NodeJS.Signals | null): void => {
      if (this.#status !== null) return;
      this.#status = { code, signal };
      this.#settle()?.reject(this.#reason ?? new ProcessEnded(this.#status));
      resolve(this.#status);
    };
    const { stderr } = this.#process;
    if (stderr === null)
      throw new CallmillError('internal_error', 'The inference process has no stderr pipe');
    this.stderr = new StderrTail(stderr);
    this.#process.on('message', (message: ChildMessage) => this.#receive(message));
    this.#process.on('close', end);
    // Not started at all (no memory, no such file): there will be no 'close'.
    this.#process.on('error', () => {
      if (this.#process.pid === undefined) end(null, null);
    });
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  get alive(): boolean {
    return this.#status === null && this.#process.connected && !this.#process.killed;
  }

  /** Milliseconds since the process last said anything. */
  get silentMs(): number {
    return monotonicMs() - this.#heardAt;
  }

  /** Sends one request; rejects with CallmillError (the child's own failure) or {@link ProcessEnded}. */
  call(method: string, payload: unknown, options: CallOptions = {}): Promise<unknown> {
    if (this.#status !== null) return Promise.reject(new ProcessEnded(this.#status));
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const id = this.#nextId++;
    this.#call = { id, resolve, reject, onProgress: options.onProgress };
    this.#heardAt = monotonicMs();
    this.#send({ kind: 'request', id, method, payload, fence: options.fence ?? null });
    return promise;
  }

  /** Asks the child to stop what it is doing; the call still has to settle. */
  cancel(): void {
    if (this.#call !== null) this.#send({ kind: 'cancel', id: this.#call.id });
  }

  ping(): void {
    this.#send({ kind: 'ping' });
  }

  /**
   * SIGKILL, then waits until nothing is left of the process. It holds no state worth a goodbye, and native
   * exit handlers are a known place to hang. A running call rejects with `reason`, or as {@link ProcessEnded}.
   */
  async kill(reason: Error | null = null): Promise<ExitStatus> {
    this.#reason ??= reason;
    this.#process.kill('SIGKILL');
    return this.ended;
  }

  #send(message: ParentMessage): void {
    // A failed send means the process is going; its 'close' rejects the call.
    if (this.#process.connected) this.#process.send(message, () => {});
  }

  #settle(): Call | null {
    const call = this.#call;
    this.#call = null;
    return call;
  }

  #receive(message: ChildMessage): void {
    this.#heardAt = monotonicMs();
    if (message.kind === 'pong' || message.id !== this.#call?.id) return;
    if (message.kind === 'progress') this.#call.onProgress?.(message.fraction);
    else if (message.kind === 'result') this.#settle()?.resolve(message.value);
    else this.#settle()?.reject(new CallmillError(message.code, message.message, { stage: this.#stage }));
  }
}
