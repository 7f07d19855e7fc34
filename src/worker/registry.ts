import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { sql } from 'kysely';
import { sleep } from '../clock/clock.ts';
import type { Database } from '../database/connect.ts';
import type { WorkerState } from '../database/schema.ts';

export interface WorkerIdentity {
  readonly name: string;
  readonly version: string;
}

/**
 * This worker's line in `ai_workers`: who it is, what it does, when it was last alive. Written on every change and
 * every few seconds; a database that is away is no reason to stop, so failed writes are left to the next one.
 */
export class WorkerRegistry {
  readonly #id = randomUUID();
  readonly #database: Database;
  readonly #identity: WorkerIdentity;
  readonly #intervalSeconds: number;
  #state: WorkerState = 'initialising';
  #recordingId: number | null = null;
  #models: Readonly<Record<string, string>> = {};
  #wake: AbortController = new AbortController();

  constructor(database: Database, identity: WorkerIdentity, intervalSeconds: number) {
    this.#database = database;
    this.#identity = identity;
    this.#intervalSeconds = intervalSeconds;
  }

  set state(state: WorkerState) {
    this.#state = state;
    this.#wake.abort();
  }

  set recordingId(id: number | null) {
    this.#recordingId = id;
    this.#wake.abort();
  }

  /** Role → model id, once the engines are there. */
  set models(models: Readonly<Record<string, string>>) {
    this.#models = models;
    this.#wake.abort();
  }

  /** Keeps the line current until aborted, then writes the last state. */
  async keep(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#wake = new AbortController();
      await this.#write();
      await sleep(this.#intervalSeconds * 1000, AbortSignal.any([signal, this.#wake.signal])).catch(
        () => undefined,
      );
    }
    await this.#write();
  }

  async #write(): Promise<void> {
    await sql`
      INSERT INTO ai_workers
        (id, name, host, pid, version, models, state, current_recording_id, started_at, heartbeat_at)
      VALUES
        (${this.#id}, ${this.#identity.name}, ${hostname()}, ${process.pid}, ${this.#identity.version},
         ${JSON.stringify(this.#models)}, ${this.#state}, ${this.#recordingId}, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))
      ON DUPLICATE KEY UPDATE
        models = VALUES(models), state = VALUES(state), current_recording_id = VALUES(current_recording_id),
        heartbeat_at = UTC_TIMESTAMP(6)`
      .execute(this.#database.kysely)
      .catch(() => undefined);
  }
}
