import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { jitter, sleep } from '../clock/clock.ts';
import { coerceError } from '../errors/coerce.ts';
import { CallmillError } from '../errors/error.ts';
import { ChildConnection, ProcessEnded } from './child-connection.ts';
import type { EngineProcessOptions, RequestOptions } from './engine-options.ts';
import { describeExit, startFailure } from './exit-errors.ts';
import type { MethodTable } from './protocol.ts';
import { aborted, Turnstile } from './turnstile.ts';

/**
 * A supervised inference process: started when first needed, one request at a time, killed at the deadline or when
 * it stops answering pings, restarted with backoff after it dies. Native code can take down its own process only.
 */
export class EngineProcess<M extends MethodTable<M>> {
  readonly #options: EngineProcessOptions;
  readonly #turnstile = new Turnstile();
  readonly #closing = new AbortController();
  #child: ChildConnection | null = null;
  #putAway: ChildConnection | null = null;
  #failures = 0;
  #tail = '';

  constructor(options: EngineProcessOptions) {
    this.#options = options;
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
   * @throws CallmillError engine_crashed, engine_timeout, model_unusable, or what the engine itself answered;
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
      settled = this.#settle(child, reply, signal);
      const value = await this.#await(child, reply, options.deadlineMs, signal);
      this.#failures = 0;
      return value;
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      const typed = this.#typed(error);
      if (typed.code === 'engine_crashed' || typed.code === 'engine_timeout') this.#failures += 1;
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
      if (this.#failures > 0) await sleep(this.#pauseMs(), signal);
      const child = this.#spawn();
      try {
        await this.#warm(child, signal);
        return child;
      } catch (thrown) {
        const stderr = child.stderr.text;
        await this.#discard();
        if (signal.aborted) throw signal.reason;
        this.#failures += 1;
        const error =
          thrown instanceof ProcessEnded ? startFailure(this.#options, thrown.status) : this.#typed(thrown);
        const verdict = (await this.#options.onStartFailure?.(error, stderr)) ?? error;
        if (verdict !== 'again') throw verdict;
        this.#failures = 0;
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
    const value = await this.#await(child, reply, warmUp.deadlineMs, signal);
    this.#options.confirm?.(value, await child.stderr.before(fence));
  }

  /** The first of: the reply, the deadline, silence, an abort. The latter three reject. */
  async #await(
    child: ChildConnection,
    reply: Promise<unknown>,
    deadlineMs: number,
    signal: AbortSignal,
  ): Promise<unknown> {
    const over = new AbortController();
    try {
      return await Promise.race([
        reply,
        this.#deadline(child, deadlineMs, over.signal),
        this.#listen(child, over.signal),
        aborted(signal, over.signal),
      ]);
    } finally {
      over.abort();
    }
  }

  async #deadline(child: ChildConnection, ms: number, over: AbortSignal): Promise<never> {
    await sleep(ms, over);
    const error = this.#timeout(`did not answer within ${(ms / 1000).toFixed(1)} s`);
    await child.kill(error);
    throw error;
  }

  async #listen(child: ChildConnection, over: AbortSignal): Promise<never> {
    const limit = this.#options.livenessMs ?? 120_000;
    for (;;) {
      await sleep(limit / 4, over);
      if (child.silentMs > limit) break;
      child.ping();
    }
    const error = this.#timeout('stopped answering');
    await child.kill(error);
    throw error;
  }

  #timeout(what: string): CallmillError {
    const { name, stage } = this.#options;
    return new CallmillError('engine_timeout', `The ${name} engine ${what} and was killed`, { stage });
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

  #typed(thrown: unknown): CallmillError {
    const { name, stage } = this.#options;
    if (!(thrown instanceof ProcessEnded)) return coerceError(thrown, stage);
    return new CallmillError('engine_crashed', `The ${name} engine died (${describeExit(thrown.status)})`, {
      stage,
      cause: thrown,
    });
  }

  #pauseMs(): number {
    const { baseMs, maxMs } = this.#options.backoff ?? { baseMs: 200, maxMs: 30_000 };
    const full = Math.min(maxMs, baseMs * 2 ** (this.#failures - 1));
    return full / 2 + jitter(full / 2);
  }
}

/** Resident memory of a process in MiB, 0 where /proc does not tell. */
async function residentMb(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
}
