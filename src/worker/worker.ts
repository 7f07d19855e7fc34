import { sleep } from '../clock/clock.ts';
import { databaseError } from '../database/errors.ts';
import type { ErrorCode } from '../errors/codes.ts';
import { coerceError } from '../errors/coerce.ts';
import { sweepScratch } from '../pipeline/scratch.ts';
import type { Claim } from '../queue/claim.ts';
import { Claimer } from '../queue/claimer.ts';
import { countQueue } from '../queue/count.ts';
import { pollDelayMs } from './backoff.ts';
import { watchFleet } from './fleet-watch.ts';
import { Gate } from './gate.ts';
import { graceAfter } from './grace.ts';
import { runJob } from './job.ts';
import type { JobContext } from './job-context.ts';
import { pruneNowAndThen } from './pruner.ts';
import type { WorkerRegistry } from './registry.ts';
import { WorkerLife } from './state.ts';
import { sweepNowAndThen } from './sweeper.ts';

/** Infrastructure that does not come back by itself. */
const NEEDS_A_PERSON: ReadonlySet<ErrorCode> = new Set([
  'model_missing',
  'model_corrupt',
  'model_unusable',
  'provider_unavailable',
  'ffmpeg_missing',
]);

/** When a worker ends by itself: never, after one job, or when nothing is pending or running any more. */
export type WorkerMode = 'service' | 'once' | 'until-idle';

/**
 * One worker: claims a row, runs its job, and again. Ends when its signal aborts (finishing the job in hand within the
 * grace period) or when its mode says so.
 */
export class Worker {
  readonly #context: JobContext;
  readonly #registry: WorkerRegistry;
  readonly #life: WorkerLife;
  readonly #gate: Gate;
  readonly #claimer: Claimer;

  constructor(context: JobContext, registry: WorkerRegistry) {
    this.#context = context;
    this.#registry = registry;
    const { database, settings } = context;
    this.#claimer = new Claimer(database, settings.name, settings.leaseSeconds);
    this.#life = new WorkerLife((state) => {
      registry.state = state;
      context.events.onState?.(state);
    });
    this.#gate = new Gate({
      pauseMs: 1000,
      maxPauseMs: 60_000,
      onChange: (reason) => context.events.onPause?.(reason),
    });
  }

  /**
   * Runs until told to stop or done.
   *
   * @param stop asks for an orderly end; the job in hand gets the grace period, then goes back to the queue
   */
  async run(mode: WorkerMode, stop: AbortSignal): Promise<void> {
    await sweepScratch(this.#context.settings.workDirectory);
    const done = new AbortController();
    const background = Promise.all([
      sweepNowAndThen(this.#context, done.signal),
      pruneNowAndThen(this.#context, done.signal),
      mode === 'service' ? watchFleet(this.#context, done.signal) : undefined,
      this.#registry.keep(done.signal),
    ]);
    try {
      await this.#warmUp(mode, stop);
      if (!stop.aborted) this.#life.enter('running');
      await this.#loop(mode, stop);
      this.#life.enter('draining');
      this.#life.enter('drained');
    } catch (thrown) {
      this.#life.enter('failed');
      throw thrown;
    } finally {
      done.abort();
      await background;
    }
  }

  /**
   * Loads the models before the first claim, so that a board that cannot work takes no calls and is not ready. What is
   * missing may be mended under us; demanded hardware that is not there is a wrong deployment and ends the worker.
   */
  async #warmUp(mode: WorkerMode, stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      try {
        await this.#context.tools.engines(stop);
        return this.#gate.succeeded();
      } catch (thrown) {
        if (stop.aborted) return;
        const error = coerceError(thrown, 'worker');
        if (error.code === 'provider_unavailable') throw error;
        this.#gate.failed(error);
        if (mode !== 'service') this.#giveUpIfHopeless();
      }
      await sleep(this.#gate.waitMs, stop).catch(() => undefined);
    }
  }

  async #loop(mode: WorkerMode, stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      const claim = await this.#claim(stop);
      if (claim !== null) await this.#work(claim, stop);
      if (mode !== 'service') this.#giveUpIfHopeless();
      if (claim !== null && mode === 'once') return;
      if (claim === null && mode !== 'service' && (await this.#finished(mode))) return;
      if (claim === null) await this.#rest(mode, stop);
    }
  }

  async #claim(stop: AbortSignal): Promise<Claim | null> {
    if (this.#gate.waitMs > 0 || stop.aborted) return null;
    const { events } = this.#context;
    try {
      const claim = await this.#claimer.next();
      if (this.#gate.reason?.code === 'database_unavailable') this.#gate.succeeded();
      if (claim === null) events.onEmptyPoll?.();
      return claim;
    } catch (thrown) {
      this.#gate.failed(databaseError(thrown, 'claim'));
      return null;
    }
  }

  async #work(claim: Claim, stop: AbortSignal): Promise<void> {
    this.#registry.recordingId = claim.recordingId;
    const grace = graceAfter(stop, this.#context.settings.graceSeconds, () => this.#life.enter('draining'));
    try {
      const report = await runJob(claim, this.#context, grace.signal);
      if (report.error?.retry === 'infrastructure' && report.error.code !== 'worker_stopped')
        this.#gate.failed(report.error);
      else if (report.error === null || report.error.retry !== 'infrastructure') this.#gate.succeeded();
      this.#context.events.onJobDone?.(report);
    } finally {
      grace.end();
      this.#registry.recordingId = null;
    }
  }

  /** A worker that somebody waits for says what is missing on this machine instead of waiting for it for ever. */
  #giveUpIfHopeless(): void {
    const { reason } = this.#gate;
    if (reason !== null && NEEDS_A_PERSON.has(reason.code)) throw reason;
  }

  /** For the modes that end by themselves: is there nothing left that this worker could still get? */
  async #finished(mode: WorkerMode): Promise<boolean> {
    if (mode === 'once') return this.#gate.reason === null;
    if (this.#gate.reason !== null) return false;
    try {
      const counts = await countQueue(this.#context.database);
      return counts.pending === 0 && counts.processing === 0;
    } catch {
      return false;
    }
  }

  async #rest(mode: WorkerMode, stop: AbortSignal): Promise<void> {
    const poll = mode === 'service' ? pollDelayMs(this.#context.settings.pollSeconds) : 200;
    await sleep(Math.max(poll, this.#gate.waitMs), stop).catch(() => undefined);
  }
}
