import { randomUUID } from 'node:crypto';
import { sleep } from '../clock/clock.ts';
import { coerceError } from '../errors/coerce.ts';
import { CallmillError } from '../errors/error.ts';
import { ChildConnection, ProcessEnded } from './child-connection.ts';
import type { EngineProcessOptions, RequestOptions } from './engine-options.ts';
import { crashed, describeExit, startFailure, startTimeout } from './exit-errors.ts';
import type { MethodTable } from './protocol.ts';
import { residentMb } from './resident-memory.ts';
import { RestartBackoff } from './restart-backoff.ts';
import { aborted, Turnstile } from './turnstile.ts';
import { watchChild } from './watch-child.ts';

/** Between two signs of life while a request runs: all native work is off the child's event loop or gives way. */
const LIVENESS_MS = 30_000;
/** Loading is synchronous in some runtimes, and minutes long from a slow card. */
const START_LIVENESS_MS = 240_000;

/**
 * A supervised inference process: started when first needed, one request at a time, killed at the deadline or when
 * it stops answering pings, restarted with backoff after it dies. Native code can take down its own process only.
 */
export class EngineProcess<M extends MethodTable<M>> {
  readonly #options: EngineProcessOptions;
  readonly #turnstile = new Turnstile();
  readonly #closing = new AbortController();
  readonly #backoff: RestartBackoff;
  #child: ChildConnection | null = null;
  #putAway: ChildConnection | null = null;
  #tail = '';

  constructor(options: EngineProcessOptions) {
    this.#options = options;
    this.#backoff = new RestartBackoff(options.backoff);
  }

  get pid(): number | undefined {
    return this.#child?.alive ? this.#child.pid : undefined;
  }

  /** The last 4 KB that the current or last process printed to stderr. */
  get stderrTail(): string {
    return this.#child?.stderr.text ?? this.#tail;
  }

  /** Starts the process and loads its model if that has not happened yet. */
  async start(signal?: AbortSignal): Promise<void> {
    const leave = await this.#turnstile.enter(this.#any(signal));
    try {
      await this.#ready(this.#any(signal));
    } finally {
      leave();
    }
  }

  /**
   * @throws CallmillError engine_crashed, engine_timeout, engine_not_started, model_unusable, or what the engine itself answered;
   *   the signal's reason when aborted; worker_stopped after {@link close}
   */
  async request<K extends keyof M & string>(
    method: K,
    payload: M[K]['payload'],
    options: RequestOptions,
  ): Promise<M[K]['result']> {
    const signal = this.#any(options.signal);
    const leave = await this.#turnstile.enter(signal);
    let settled: Promise<unknown> = Promise.resolve();
    try {
      const child = await this.#ready(signal);
      const reply = child.call(method, payload, { onProgress: options.onProgress });
      this.#options.onEvent?.({ kind: 'asked', engine: this.#options.name, method });
      settled = this.#settle(child, reply, signal);
      const livenessMs = this.#options.livenessMs ?? LIVENESS_MS;
      const limits = { deadlineMs: options.deadlineMs, livenessMs };
      const value = await watchChild(child, reply, this.#options, limits, signal);
      this.#backoff.succeeded();
      return value;
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      const typed = this.#typed(error);
      if (typed.code === 'engine_crashed' || typed.code === 'engine_timeout') this.#backoff.failed();
      throw typed;
    } finally {
      // An aborted caller need not wait for the child to stop; the next in line must.
      void settled.then(leave);
    }
  }

  /**
   * Ends the process once it has answered, and waits until it is gone: native runtimes give memory back no other way.
   * The next request starts it again.
   */
  async unload(): Promise<void> {
    const leave = await this.#turnstile.enter();
    try {
      this.#putAway = this.#child;
      await this.#discard();
    } finally {
      leave();
    }
  }

  /** Ends the process and waits until it is gone; running and waiting requests reject with worker_stopped. */
  async close(): Promise<void> {
    this.#closing.abort(new CallmillError('worker_stopped', `The ${this.#options.name} engine was closed`));
    await this.#discard();
  }

  #any(signal?: AbortSignal): AbortSignal {
    return signal === undefined ? this.#closing.signal : AbortSignal.any([this.#closing.signal, signal]);
  }

  async #ready(signal: AbortSignal): Promise<ChildConnection> {
    if (this.#child?.alive) return this.#child;
    for (;;) {
      signal.throwIfAborted();
      await sleep(this.#backoff.pauseMs, signal);
      const child = this.#spawn();
      try {
        await this.#warm(child, signal);
        return child;
      } catch (thrown) {
        const stderr = child.stderr.text;
        await this.#discard();
        if (signal.aborted) throw signal.reason;
        this.#backoff.failed();
        const error = this.#startError(thrown, stderr);
        const verdict = (await this.#options.onStartFailure?.(error, stderr)) ?? error;
        if (verdict !== 'again') throw verdict;
        this.#backoff.succeeded();
      }
    }
  }

  #spawn(): ChildConnection {
    const { entry, env, stage, name, onEvent } = this.#options;
    const child = new ChildConnection(entry, env, stage);
    this.#child = child;
    onEvent?.({ kind: 'started', engine: name, pid: child.pid });
    void child.ended.then((status) => {
      this.#tail = child.stderr.text;
      const wanted = this.#closing.signal.aborted || this.#putAway === child;
      onEvent?.({ kind: 'ended', engine: name, how: describeExit(status), wanted, stderrTail: this.#tail });
    });
    return child;
  }

  async #warm(child: ChildConnection, signal: AbortSignal): Promise<void> {
    const warmUp = this.#options.warmUp?.();
    if (warmUp === undefined) return;
    const fence = `\n-- loaded ${randomUUID()}\n`;
    const reply = child.call(warmUp.method, warmUp.payload, { fence });
    const livenessMs = this.#options.startLivenessMs ?? START_LIVENESS_MS;
    const limits = { deadlineMs: warmUp.deadlineMs, livenessMs };
    const value = await watchChild(child, reply, this.#options, limits, signal);
    this.#options.confirm?.(value, await child.stderr.before(fence));
  }

  /** Resolves when the child is free for the next request, or gone. */
  async #settle(child: ChildConnection, reply: Promise<unknown>, signal: AbortSignal): Promise<void> {
    const answered = reply.then(
      () => {},
      () => {},
    );
    const over = new AbortController();
    await Promise.race([answered, aborted(signal, over.signal).catch(() => {})]);
    over.abort();
    if (signal.aborted) {
      child.cancel();
      const grace = new AbortController();
      const expired = sleep(this.#options.cancelGraceMs ?? 500, grace.signal).then(
        () => child.kill(),
        () => {},
      );
      await answered;
      grace.abort();
      await expired;
    }
    await this.#limitMemory(child);
  }

  async #limitMemory(child: ChildConnection): Promise<void> {
    const limit = this.#options.memoryLimitMb ?? 0;
    if (limit > 0 && child.alive && (await residentMb(child.pid)) > limit) await child.kill();
  }

  async #discard(): Promise<void> {
    const child = this.#child;
    if (child === null) return;
    await child.kill();
    this.#tail = child.stderr.text;
    if (this.#child === child) this.#child = null;
  }

  #startError(thrown: unknown, stderr: string): CallmillError {
    if (thrown instanceof ProcessEnded) return startFailure(this.#options, thrown.status, stderr);
    const error = this.#typed(thrown);
    const killed = error.code === 'engine_timeout' || error.code === 'engine_crashed';
    return killed ? startTimeout(this.#options, error) : error;
  }

  #typed(thrown: unknown): CallmillError {
    return thrown instanceof ProcessEnded
      ? crashed(this.#options, thrown.status, this.stderrTail)
      : coerceError(thrown, this.#options.stage);
  }
}
