import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { monotonicMs } from '../../src/clock/clock.ts';
import { openDatabase } from '../../src/database/connect.ts';
import { migrate } from '../../src/database/migrate.ts';
import type { ProbeFigures } from './event-loop-probe.ts';
import { childrenOf, type Holding, holdingOf, openFiles, peakMb } from './observe-process.ts';
import { makeRecordings, submitCalls } from './recordings.ts';
import { WatchedWorker } from './watched-worker.ts';

export interface SoakOptions {
  /** Recordings to process. */
  readonly calls: number;
  /** An empty database of the soak's own. */
  readonly server: {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly password: string;
    readonly database: string;
  };
  /** An empty folder of the soak's own. */
  readonly directory: string;
  /** Where generated models are kept. */
  readonly cacheDirectory: string;
  readonly path: string;
  readonly onCall?: (done: number, now: Holding) => void;
}

export interface SoakFigures {
  /** Of the main process, after each completed recording. */
  readonly holdings: readonly Holding[];
  readonly peakMb: number;
  readonly probe: ProbeFigures;
  readonly completed: number;
  readonly engineDeaths: number;
  readonly elapsedMs: number;
  /** What was still there when the last recording was done. */
  readonly zombies: number;
  readonly openFiles: Readonly<Record<string, number>>;
  /** What was still there when the worker had ended. */
  readonly scratchLeft: number;
  readonly childrenLeft: number;
}

/**
 * Takes recordings through one real worker on generated models, with every engine and redacted audio, and watches what
 * its main process holds.
 */
export async function runSoak(options: SoakOptions): Promise<SoakFigures> {
  const { calls, server, directory } = options;
  const environment = soakEnvironment(options);
  makeRecordings(join(directory, 'bucket'));
  const database = openDatabase({ ...server, poolSize: 1, queryTimeoutMs: 60_000 });
  const worker = await migrate(database.kysely).then(
    () => new WatchedWorker(environment, join(directory, 'probe.json')),
  );
  try {
    await worker.until('Model loaded');
    worker.measure();
    const started = monotonicMs();
    await submitCalls(database, calls);
    const holdings: Holding[] = [];
    while (holdings.length < calls) {
      await worker.until('Recording completed', holdings.length + 1);
      const now = holdingOf(worker.pid);
      holdings.push(now);
      options.onCall?.(holdings.length, now);
    }
    const elapsedMs = monotonicMs() - started;
    const children = childrenOf(worker.pid);
    const end = { peakMb: peakMb(worker.pid), openFiles: openFiles(worker.pid) };
    const probe = await worker.stop();
    return {
      ...end,
      holdings,
      probe,
      completed: worker.said.get('Recording completed') ?? 0,
      engineDeaths: worker.said.get('Inference process ended') ?? 0,
      elapsedMs,
      zombies: children.filter((child) => child.state === 'Z').length,
      scratchLeft: readdirSync(join(directory, 'scratch')).length,
      childrenLeft: children.filter((child) => existsSync(`/proc/${child.pid}`)).length,
    };
  } finally {
    worker.kill();
    await database.close();
  }
}

function soakEnvironment({
  server,
  directory,
  cacheDirectory,
  path,
}: SoakOptions): Readonly<Record<string, string>> {
  return {
    PATH: path,
    AI_DB_HOST: server.host,
    AI_DB_PORT: String(server.port),
    AI_DB_DATABASE: server.database,
    AI_DB_USERNAME: server.user,
    AI_DB_PASSWORD: server.password,
    CALLMILL_STORAGE_DIR: join(directory, 'bucket'),
    CALLMILL_WORK_DIR: join(directory, 'scratch'),
    CALLMILL_CACHE_DIR: cacheDirectory,
    CALLMILL_HTTP_PORT: '0',
    CALLMILL_SPEECH_MODEL: 'generated-whisper',
    CALLMILL_VAD_MODEL: 'generated-vad',
    CALLMILL_SEGMENTATION_MODEL: 'generated-segmentation',
    CALLMILL_EMBEDDING_MODEL: 'generated-embedding',
    CALLMILL_LANGUAGE_MODEL: 'generated-llama',
    // The same three recordings again and again must be heard every time.
    CALLMILL_REUSE_TRANSCRIPTS: 'false',
    POLL_INTERVAL: '0.5',
  };
}
