import { coerceError } from '../errors/coerce.ts';
import type { CallmillError } from '../errors/error.ts';
import type { Claim } from '../queue/claim.ts';
import { Flight, type Seat } from './flight.ts';
import type { Gate } from './gate.ts';
import { runJob } from './job.ts';
import type { JobContext } from './job-context.ts';
import type { WorkerRegistry } from './registry.ts';

/**
 * The jobs of a worker, several at once. Each has its own lease, deadline and scratch directory; what they share is
 * admitted by {@link Flight} and served by the devices.
 */
export class Jobs {
  readonly #context: JobContext;
  readonly #registry: WorkerRegistry;
  readonly #gate: Gate;
  readonly #flight: Flight;
  readonly #running = new Set<Promise<void>>();
  #failure: CallmillError | null = null;
  #probing = false;

  constructor(context: JobContext, registry: WorkerRegistry, gate: Gate) {
    this.#context = context;
    this.#registry = registry;
    this.#gate = gate;
    const { settings, devices } = context;
    this.#flight = new Flight({
      calls: devices.callsPerPhase ?? settings.callsInFlight,
      bytes: settings.bytesInFlight,
    });
  }

  get none(): boolean {
    return this.#flight.size === 0;
  }

  /** A job ended in no defined state: {@link drained} throws why. */
  get failed(): boolean {
    return this.#failure !== null;
  }

  get full(): boolean {
    return this.#flight.full;
  }

  /** Whether one more call may be claimed. While the gate is shut, one at a time: it is the probe. */
  get admits(): boolean {
    return this.#flight.admits && !this.#probing;
  }

  /** Begins a job; {@link drained} tells of one that could not even end. @param stop see {@link runJob} */
  start(claim: Claim, stop: AbortSignal): void {
    const seat = this.#flight.board(claim.recordingId);
    this.#registry.recordingId = this.#flight.oldest;
    this.#context.devices.expect(seat.ticket, 'speech');
    const probe = this.#gate.reason !== null;
    this.#probing ||= probe;
    const job = this.#run(claim, seat, probe, stop).finally(() => this.#running.delete(job));
    this.#running.add(job);
  }

  /** Resolves when {@link admits} may have changed (`ended`: a job has ended), or when aborted. */
  async next(change: 'changed' | 'ended', signal: AbortSignal): Promise<void> {
    await this.#flight.next(change, signal);
  }

  /** Waits for all jobs. @throws CallmillError of a job that left its row in no defined state */
  async drained(): Promise<void> {
    await Promise.all(this.#running);
    if (this.#failure !== null) throw this.#failure;
  }

  async #run(claim: Claim, seat: Seat, probe: boolean, stop: AbortSignal): Promise<void> {
    try {
      const report = await runJob(claim, seat, this.#context, stop);
      this.#judge(report.error, probe);
      this.#context.events.onJobDone?.(report);
    } catch (thrown) {
      this.#failure = coerceError(thrown, 'worker');
    } finally {
      if (probe) this.#probing = false;
      this.#context.devices.expect(seat.ticket, null);
      seat.end();
      this.#registry.recordingId = this.#flight.oldest;
    }
  }

  /**
   * What the end of a job says of the world around it. Of a job that began before the gate shut it says nothing new:
   * neither may several failures of one moment lengthen the pause, nor a late success of another end it.
   */
  #judge(error: CallmillError | null, probe: boolean): void {
    if (this.#gate.reason !== null && !probe) return;
    if (error?.retry !== 'infrastructure') this.#gate.succeeded();
    else if (error.code !== 'worker_stopped') this.#gate.failed(error);
  }
}
