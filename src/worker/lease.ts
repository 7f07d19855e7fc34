import { sleep } from '../clock/clock.ts';
import type { Database } from '../database/connect.ts';
import { databaseError } from '../database/errors.ts';
import type { CallmillError } from '../errors/error.ts';
import type { Claim } from '../queue/claim.ts';
import { heartbeat, type Progress, whyNotOwned } from '../queue/heartbeat.ts';

/** A new step is on the row this soon after it began; more often would only load the database. */
const STEP_SHOWN_WITHIN_MS = 2000;

export interface LeaseOptions {
  readonly leaseSeconds: number;
  readonly heartbeatSeconds: number;
  /** Told once per heartbeat that the database did not take; the lease goes on. */
  readonly onMissed: (error: CallmillError) => void;
}

/**
 * Keeps a claim alive while its job runs. When the row turns out to be cancelled or to have another owner, {@link Lease.lost} aborts, and
 * with it the job. A database that is away does not end the job: it may be back before the lease runs out, and the
 * token decides at the end whose result counts.
 */
export class Lease {
  readonly #database: Database;
  readonly #claim: Claim;
  readonly #options: LeaseOptions;
  readonly #lost = new AbortController();
  readonly #stop = new AbortController();
  readonly #beating: Promise<void>;
  #wake = new AbortController();
  #progress: Progress = { step: 'claimed', percent: 0 };

  constructor(database: Database, claim: Claim, options: LeaseOptions) {
    this.#database = database;
    this.#claim = claim;
    this.#options = options;
    this.#beating = this.#beat();
  }

  /** Aborted when the row is no longer this worker's: with cancelled when a person took it, else with lease_lost. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** What the next heartbeat writes. A new step brings it forward, so that the row shows it within seconds. */
  set progress(progress: Progress) {
    const newStep = progress.step !== this.#progress.step;
    this.#progress = progress;
    if (newStep) this.#wake.abort();
  }

  /** Ends the heartbeats; waits for one that is under way. */
  async end(): Promise<void> {
    this.#stop.abort();
    await this.#beating;
  }

  async #beat(): Promise<void> {
    const signal = this.#stop.signal;
    while (!signal.aborted && !this.#lost.signal.aborted) {
      this.#wake = new AbortController();
      const most = this.#options.heartbeatSeconds * 1000;
      const least = Math.min(most, STEP_SHOWN_WITHIN_MS);
      await sleep(least, signal).catch(() => undefined);
      await sleep(most - least, AbortSignal.any([signal, this.#wake.signal])).catch(() => undefined);
      if (!signal.aborted) await this.#renew();
    }
  }

  async #renew(): Promise<void> {
    try {
      if (await heartbeat(this.#database, this.#claim, this.#options.leaseSeconds, this.#progress)) return;
      this.#lost.abort(await whyNotOwned(this.#database.kysely, this.#claim));
    } catch (thrown) {
      this.#options.onMissed(databaseError(thrown, 'worker'));
    }
  }
}
