import { sleep } from '../clock/clock.ts';
import { databaseError } from '../database/errors.ts';
import type { ErrorCode } from '../errors/codes.ts';
import { coerceError } from '../errors/coerce.ts';
import { sweepScratch } from '../pipeline/scratch.ts';
import type { Claim } from '../queue/claim.ts';
import { Claimer } from '../queue/claimer.ts';
import { hasWork } from '../queue/has-work.ts';
import { pollDelayMs } from './backoff.ts';
import { watchFleet } from './fleet-watch.ts';
import { Gate } from './gate.ts';
import { graceAfter } from './grace.ts';
import type { JobContext } from './job-context.ts';
import { Jobs } from './jobs.ts';
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
 * One worker: claims rows and runs their jobs, as many at once as are admitted. Ends when its signal aborts (finishing
 * the jobs in hand within the grace period) or when its mode says so.
 */
export class Worker {
  readonly #context: JobContext;
  readonly #registry: WorkerRegistry;
  readonly #life: WorkerLife;
  readonly #gate: Gate;
  readonly #claimer: Claimer;
  readonly #jobs: Jobs;

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
    this.#jobs = new Jobs(context, registry, this.#gate);
  }

  /**
   * Runs until told to stop or done.
   *
   * @param stop asks for an orderly end; the jobs in hand get the grace period, then go back to the queue
   */
  async run(mode: WorkerMode, stop: AbortSignal): Promise<void> {
    await sweepScratch(this.#context.settings.workDirectory);
    const done = new AbortController();
    const background = Promise.all([
      sweepNowAndThen(this.#context, done.signal),
      pruneNowAndThen(this.#context, done.signal),
      mode === 'service'
        ? watchFleet(this.#context, this.#context.settings.qualitySample, done.signal)
        : undefined,
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
    const { devices, settings } = this.#context;
    const grace = graceAfter(stop, settings.graceSeconds, () => this.#life.enter('draining'));
    try {
      await this.#take(mode, stop, grace.signal);
    } finally {
      devices.claiming = false;
      await this.#jobs.drained().finally(() => grace.end());
    }
    if (mode !== 'service') this.#giveUpIfHopeless();
  }

  /** Claims and starts jobs until told to stop or, by the mode, done. */
  async #take(mode: WorkerMode, stop: AbortSignal, grace: AbortSignal): Promise<void> {
    while (!stop.aborted && !this.#jobs.failed) {
      if (!this.#jobs.admits) {
        await this.#jobs.next('changed', stop);
        continue;
      }
      const claim = await this.#claim(stop);
      if (claim !== null) this.#jobs.start(claim, grace);
      this.#context.devices.claiming = claim !== null && !this.#jobs.full;
      if (claim !== null && mode === 'once') return;
      if (claim !== null) continue;
      if (mode !== 'service' && this.#jobs.none) {
        this.#giveUpIfHopeless();
        if (await this.#finished(mode)) return;
      }
      await this.#rest(mode, stop);
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
      return !(await hasWork(this.#context.database));
    } catch {
      return false;
    }
  }

  /** Until the next look at the queue: sooner when a job ends, because its tenant's cap may have held others back. */
  async #rest(mode: WorkerMode, stop: AbortSignal): Promise<void> {
    const poll = mode === 'service' ? pollDelayMs(this.#context.settings.pollSeconds) : 200;
    const over = new AbortController();
    const signal = AbortSignal.any([stop, over.signal]);
    const pause = sleep(Math.max(poll, this.#gate.waitMs), signal).catch(() => undefined);
    await Promise.race([pause, this.#jobs.next('ended', signal)]);
    over.abort();
  }
}
