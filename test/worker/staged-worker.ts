import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Insertable } from 'kysely';
import type { Database } from '../../src/database/connect.ts';
import type { RecordingTable } from '../../src/database/schema.ts';
import { Devices, type DevicesOptions } from '../../src/devices/devices.ts';
import type { DeviceStage, Residency } from '../../src/devices/group.ts';
import type { Providers } from '../../src/devices/needs.ts';
import { CallmillError } from '../../src/errors/error.ts';
import { DEFAULT_POLICY } from '../../src/pii/policy.ts';
import type { Engines } from '../../src/pipeline/tools.ts';
import { type RecordingRow, readRecording } from '../../src/queue/read.ts';
import { LocalStore } from '../../src/storage/local-store.ts';
import type { Download, DownloadOptions } from '../../src/storage/store.ts';
import { WorkerRegistry } from '../../src/worker/registry.ts';
import type { WorkerSettings } from '../../src/worker/settings.ts';
import { Worker, type WorkerMode } from '../../src/worker/worker.ts';
import { tone } from '../path/stage.ts';
import { openQueue } from '../queue/queue.ts';
import { StagedEngines } from './staged-engines.ts';
import { Timeline } from './timeline.ts';

export interface StagedOptions {
  readonly settings?: Partial<WorkerSettings>;
  readonly residency?: Residency;
  readonly providers?: Providers;
  /** Instead of {@link StagedEngines}. */
  readonly engines?: Engines;
}

class FailingStore extends LocalStore {
  readonly failing = new Set<string>();

  override async download(key: string, path: string, options: DownloadOptions): Promise<Download> {
    if (this.failing.delete(key)) throw new CallmillError('bucket_unreachable', 'The bucket is away');
    return await super.download(key, path, options);
  }
}

/** Says `stands for analyse 1` when a call, by its number in the order of claims, joins the line for a device. */
class WatchedDevices extends Devices {
  readonly #timeline: Timeline;

  constructor(timeline: Timeline, options: DevicesOptions) {
    super(options);
    this.#timeline = timeline;
  }

  override enter(ticket: number, stage: DeviceStage, signal: AbortSignal): Promise<() => void> {
    const entered = super.enter(ticket, stage, signal);
    this.#timeline.say(`stands for ${stage} ${ticket}`);
    return entered;
  }
}

/**
 * The real worker, queue, database, storage and ffmpeg in this process, over {@link StagedEngines}. The timeline has
 * `claimed 1`, `fetch done 1` …, `completed 1`, what the engines say, and `paused`, `goes on`.
 */
export class StagedWorker {
  readonly timeline = new Timeline();
  readonly engines = new StagedEngines(this.timeline);
  readonly database: Database;
  readonly directory = mkdtempSync(join(tmpdir(), 'callmill-staged-'));
  readonly store = new FailingStore(join(this.directory, 'bucket'));
  readonly #close: () => Promise<void>;

  private constructor(database: Database, close: () => Promise<void>) {
    this.database = database;
    this.#close = close;
    mkdirSync(join(this.directory, 'bucket'));
  }

  static async open(): Promise<StagedWorker> {
    const { database, close } = await openQueue();
    return new StagedWorker(database, close);
  }

  /** A pending mono call of so many seconds, which is its number and its id. */
  async insert(number: number, row: Partial<Insertable<RecordingTable>> = {}): Promise<void> {
    const key = `${number}.wav`;
    tone(join(this.directory, 'bucket', key), number);
    await this.database.kysely
      .insertInto('ai_call_recordings')
      .values({
        id: number,
        apex_id: key,
        storage_key: key,
        priority: 100 + number,
        ...row,
      } as Insertable<RecordingTable>)
      .execute();
  }

  async row(number: number): Promise<RecordingRow> {
    const row = await readRecording(this.database.kysely, number);
    if (row === undefined) throw new Error(`there is no row ${number}`);
    return row;
  }

  /** Runs a worker; resolves when it has ended. */
  async run(
    mode: WorkerMode,
    { settings = {}, residency = { kind: 'together' }, providers, engines: others }: StagedOptions = {},
    stop: AbortSignal = new AbortController().signal,
  ): Promise<void> {
    const { timeline, engines, database } = this;
    if (residency.kind === 'phases') engines.takeTurns();
    const devices = new WatchedDevices(timeline, {
      providers: () => providers ?? { transcribe: 'cpu', diarize: 'cpu', analyse: 'cuda' },
      capacity: { cpu: 2 },
      residency,
      groups: engines,
    });
    const worker = new Worker(
      {
        database,
        devices,
        settings: { ...SETTINGS, workDirectory: join(this.directory, 'scratch'), ...settings },
        tools: {
          settings: {
            maxBytes: 1e9,
            minSeconds: 0.5,
            maxMinutes: 10,
            language: null,
            defaultChannelRoles: {},
            redaction: DEFAULT_POLICY,
            redactedAudio: 'off',
            verifyRedactedAudio: false,
            analysisTimeoutMs: 60_000,
            privateSourceHosts: [],
            reuseTranscripts: false,
          },
          engines: async () => others ?? engines.engines,
          transcriptModels: async () => ({
            speechSha256: 'b'.repeat(64),
            speechPrint: 'b'.repeat(64),
            helperPrints: [],
            entitiesPrint: null,
          }),
          store: () => this.store,
        },
        events: {
          onState: (state) => timeline.say(state),
          onClaimed: ({ recordingId }) => timeline.say(`claimed ${recordingId}`),
          onStageDone: ({ recordingId }, step) => timeline.say(`${step} done ${recordingId}`),
          onJobDone: ({ recordingId, outcome }) => timeline.say(`${outcome} ${recordingId}`),
          onHeartbeatMissed: ({ recordingId }) => timeline.say(`heartbeat missed ${recordingId}`),
          onPause: (reason) => timeline.say(reason === null ? 'goes on' : 'paused'),
        },
      },
      new WorkerRegistry(database, { name: 'staged', version: '0' }, 60),
    );
    try {
      await worker.run(mode, stop);
    } finally {
      devices.close();
    }
  }

  async close(): Promise<void> {
    await this.#close();
    rmSync(this.directory, { recursive: true, force: true });
  }
}

const SETTINGS: Omit<WorkerSettings, 'workDirectory'> = {
  name: 'staged',
  leaseSeconds: 60,
  heartbeatSeconds: 20,
  sweepSeconds: 60,
  pollSeconds: 0.1,
  graceSeconds: 30,
  keepAttemptsDays: 0,
  backoffBaseSeconds: 0,
  backoffMaxSeconds: 0,
  deadlineBaseSeconds: 120,
  deadlinePerAudioSecond: 4,
  checkpointDays: 7,
  qualitySample: 0,
  callsInFlight: 3,
  bytesInFlight: 1e9,
};
