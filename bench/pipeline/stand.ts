import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { type PrivateMariaDB, startPrivateMariaDB } from '../../scripts/private-mariadb.ts';
import { monotonicMs } from '../../src/clock/clock.ts';
import { type Database, openDatabase } from '../../src/database/connect.ts';
import { migrate } from '../../src/database/migrate.ts';
import type { Devices } from '../../src/devices/devices.ts';
import { DEFAULT_POLICY } from '../../src/pii/policy.ts';
import type { PipelineSettings, PipelineTools } from '../../src/pipeline/tools.ts';
import { submit } from '../../src/queue/submit.ts';
import { LocalStore } from '../../src/storage/local-store.ts';
import type { JobReport } from '../../src/worker/events.ts';
import { WorkerRegistry } from '../../src/worker/registry.ts';
import type { WorkerSettings } from '../../src/worker/settings.ts';
import { Worker } from '../../src/worker/worker.ts';

/** What the calls of a run have in common. */
export interface Fleet {
  readonly audio: string;
  readonly calls: number;
  readonly callsInFlight: number;
  readonly devices: Devices;
  readonly tools: Pick<PipelineTools, 'engines' | 'transcriptModels'>;
}

export interface Run {
  /** From the first claim to the end of the last job. */
  readonly wallMs: number;
  readonly reports: readonly JobReport[];
}

/** A private durable MariaDB, a bucket and the real worker over them. */
export class Stand {
  readonly directory: string;
  readonly store: LocalStore;
  readonly #server: PrivateMariaDB;
  readonly #database: Database;
  #runs = 0;

  private constructor(directory: string, server: PrivateMariaDB, database: Database) {
    this.directory = directory;
    this.store = new LocalStore(join(directory, 'bucket'));
    this.#server = server;
    this.#database = database;
  }

  static async open(): Promise<Stand> {
    const directory = await mkdtemp(join(tmpdir(), 'callmill-bench-'));
    await mkdir(join(directory, 'bucket'));
    const server = await startPrivateMariaDB({ directory: join(directory, 'mariadb'), database: 'bench' });
    const database = openDatabase({ ...server, database: 'bench', poolSize: 6, queryTimeoutMs: 60_000 });
    await migrate(database.kysely);
    return new Stand(directory, server, database);
  }

  get settings(): PipelineSettings {
    return {
      maxBytes: 1e9,
      minSeconds: 0.5,
      maxMinutes: 240,
      language: 'en',
      defaultChannelRoles: { 0: 'agent', 1: 'customer' },
      redaction: DEFAULT_POLICY,
      redactedAudio: 'mute',
      verifyRedactedAudio: true,
      analysisTimeoutMs: 600_000,
      privateSourceHosts: [],
      // Every call is the same file.
      reuseTranscripts: false,
    };
  }

  /** Queues the calls, then lets one worker do them all. */
  async run(fleet: Fleet): Promise<Run> {
    this.#runs += 1;
    await sql`DELETE FROM ai_call_recordings`.execute(this.#database.kysely);
    for (let call = 1; call <= fleet.calls; call += 1) {
      const key = `${this.#runs}/${call}.audio`;
      await mkdir(join(this.directory, 'bucket', String(this.#runs)), { recursive: true });
      await copyFile(fleet.audio, join(this.directory, 'bucket', key));
      await submit(this.#database, { callId: `${this.#runs}-${call}`, storageKey: key });
    }
    const reports: JobReport[] = [];
    let first: number | null = null;
    let last = 0;
    const context = {
      database: this.#database,
      devices: fleet.devices,
      settings: workerSettings(join(this.directory, 'scratch'), fleet.callsInFlight),
      tools: { ...fleet.tools, settings: this.settings, store: () => this.store },
      events: {
        onClaimed: () => {
          first ??= monotonicMs();
        },
        onJobDone: (report: JobReport) => {
          reports.push(report);
          last = monotonicMs();
        },
      },
    };
    const registry = new WorkerRegistry(this.#database, { name: 'bench', version: '0' }, 60);
    await new Worker(context, registry).run('until-idle', new AbortController().signal);
    const bad = reports.find((report) => report.outcome !== 'completed');
    if (bad !== undefined) throw new Error(`a call ended as ${bad.outcome}: ${bad.error?.message}`);
    return { wallMs: last - (first ?? last), reports };
  }

  async close(): Promise<void> {
    await this.#database.close();
    await this.#server.stop();
    await rm(this.directory, { recursive: true, force: true });
  }
}

function workerSettings(workDirectory: string, callsInFlight: number): WorkerSettings {
  return {
    name: 'bench',
    leaseSeconds: 120,
    heartbeatSeconds: 30,
    sweepSeconds: 30,
    pollSeconds: 5,
    graceSeconds: 60,
    keepAttemptsDays: 0,
    backoffBaseSeconds: 30,
    backoffMaxSeconds: 3600,
    deadlineBaseSeconds: 3600,
    deadlinePerAudioSecond: 4,
    checkpointDays: 7,
    qualitySample: 0,
    callsInFlight,
    bytesInFlight: 2 ** 31,
    workDirectory,
  };
}
