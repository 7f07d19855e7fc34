import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Insertable } from 'kysely';
import { type Database, openDatabase } from '../../src/database/connect.ts';
import { migrate } from '../../src/database/migrate.ts';
import type { RecordingTable } from '../../src/database/schema.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** A database, a bucket and a scratch directory of a test's own, and real worker processes over them. */
export class PathStage {
  readonly directory = mkdtempSync(join(tmpdir(), 'callmill-path-'));
  readonly bucket = join(this.directory, 'bucket');
  readonly scratch = join(this.directory, 'scratch');
  readonly database: Database;
  readonly #env: Readonly<Record<string, string>>;
  readonly #children = new Set<ChildProcess>();
  readonly #drop: () => Promise<void>;

  private constructor(database: Database, env: Readonly<Record<string, string>>, drop: () => Promise<void>) {
    this.database = database;
    this.#env = env;
    this.#drop = drop;
    mkdirSync(this.bucket);
  }

  /** On the run's shared server, unless the test brings its own. */
  static async open(server?: {
    host: string;
    port: number;
    user: string;
    password: string;
    database: string;
  }): Promise<PathStage> {
    const fresh = server === undefined ? await freshDatabase() : { ...server, drop: async () => undefined };
    const database = openDatabase({ ...fresh, poolSize: 4, queryTimeoutMs: 10_000 });
    await migrate(database.kysely);
    const env = {
      AI_DB_HOST: fresh.host,
      AI_DB_PORT: String(fresh.port),
      AI_DB_DATABASE: fresh.database,
      AI_DB_USERNAME: fresh.user,
      AI_DB_PASSWORD: fresh.password,
    };
    return new PathStage(database, env, fresh.drop);
  }

  /** Generated models: plumbing, not quality. */
  static readonly GENERATED = {
    CALLMILL_SPEECH_MODEL: 'generated-whisper',
    CALLMILL_VAD_MODEL: 'generated-vad',
    CALLMILL_SEGMENTATION_MODEL: 'generated-segmentation',
    CALLMILL_EMBEDDING_MODEL: 'generated-embedding',
    CALLMILL_LANGUAGE_MODEL: 'none',
  };

  /** The whole environment of a command under test: nothing of the machine's own configuration leaks in. */
  environment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
    return {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      ...this.#env,
      CALLMILL_STORAGE_DIR: this.bucket,
      CALLMILL_WORK_DIR: this.scratch,
      CALLMILL_CACHE_DIR: join(PROJECT, '.callmill', 'test', 'cache'),
      CALLMILL_HTTP_PORT: '0',
      ...extra,
    };
  }

  /** Copies a file into the bucket. */
  put(file: string, key: string): void {
    const path = join(this.bucket, key);
    mkdirSync(dirname(path), { recursive: true });
    copyFileSync(file, path);
  }

  /** Inserts a row as the application would. */
  async insert(
    row: Insertable<RecordingTable> | Pick<Insertable<RecordingTable>, 'apex_id' | 'storage_key'>,
  ): Promise<number> {
    const result = await this.database.kysely
      .insertInto('ai_call_recordings')
      .values(row as Insertable<RecordingTable>)
      .executeTakeFirstOrThrow();
    return Number(result.insertId);
  }

  /** Runs the real command line. */
  start(args: readonly string[], env: Readonly<Record<string, string>> = {}): RunningCommand {
    const child = spawn(process.execPath, [join(PROJECT, 'bin', 'callmill.js'), ...args], {
      env: this.environment(env),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#children.add(child);
    child.once('exit', () => this.#children.delete(child));
    return new RunningCommand(child);
  }

  /** Ends what still runs and removes everything. */
  async close(): Promise<void> {
    for (const child of this.#children) {
      child.kill('SIGCONT');
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    await this.database.close();
    await this.#drop();
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** A command under way: its output so far and its end. */
export class RunningCommand {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  output = '';
  errors = '';

  constructor(child: ChildProcess) {
    this.child = child;
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.output += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.errors += text;
    });
    this.ended = once(child, 'close').then(([code]) => code as number | null);
  }

  /** Its log lines as objects. */
  get log(): Record<string, unknown>[] {
    return this.output
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  /** Resolves when a log line with this message has been written. */
  async logged(message: string): Promise<void> {
    while (!this.output.includes(message)) {
      const ended = await Promise.race([
        once(this.child.stdout ?? this.child, 'data').then(() => false),
        this.ended.then(() => true),
      ]);
      if (ended && !this.output.includes(message))
        throw new Error(`ended before it logged "${message}":\n${this.output}${this.errors}`);
    }
  }
}

/** Runs ffmpeg once, to make a fixture. */
export function ffmpeg(...args: string[]): void {
  execFileSync('ffmpeg', ['-v', 'error', '-y', '-nostdin', ...args]);
}

/** A second of a loud tone with a pause: what the generated voice detector takes for speech. */
export function tone(path: string, seconds = 1.2): void {
  ffmpeg(
    '-f',
    'lavfi',
    '-i',
    `sine=frequency=300:sample_rate=8000:duration=${seconds}`,
    '-af',
    'apad=pad_dur=0.3',
    path,
  );
}
