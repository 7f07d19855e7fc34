import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../../migrations/index.ts';
import { sleep } from '../../src/clock/clock.ts';
import { type Database, openDatabase } from '../../src/database/connect.ts';
import { hasWork } from '../../src/queue/has-work.ts';
import { recoverExpired } from '../../src/queue/recover.ts';
import { freshDatabase } from '../setup/fresh-database.ts';
import type { ClaimerReport } from './fixtures/claimer.ts';

const CLAIMER = fileURLToPath(new URL('./fixtures/claimer.ts', import.meta.url));
const ROWS = 1500;
const LOOPS = 3;

/** What the next version might add: columns, an index on the queue, a table that refers to it. */
const NEXT: Migration = {
  async up(kysely: Kysely<unknown>): Promise<void> {
    await sql`ALTER TABLE ai_call_recordings
      ADD COLUMN next_version_note VARCHAR(64) NULL,
      ADD COLUMN next_version_count INT UNSIGNED NOT NULL DEFAULT 0`.execute(kysely);
    await sql`ALTER TABLE ai_call_recordings
      ADD KEY next_version (processing_status, tenant_id, priority, available_at, id)`.execute(kysely);
    await sql`
      CREATE TABLE ai_next_version (
        recording_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
        CONSTRAINT next_of_recording FOREIGN KEY (recording_id) REFERENCES ai_call_recordings (id) ON DELETE CASCADE
      ) ENGINE = InnoDB`.execute(kysely);
  },
};

describe('a migration that adds, while workers of the version before are working', () => {
  let fresh: Awaited<ReturnType<typeof freshDatabase>>;
  let database: Database;
  let claimer: ChildProcess;
  beforeAll(async () => {
    fresh = await freshDatabase();
    database = openDatabase({ ...fresh, poolSize: 4, queryTimeoutMs: 30_000 });
  });
  afterAll(async () => {
    claimer.kill('SIGKILL');
    await database.close();
    await fresh.drop();
  });

  it('stops none of them: every row is completed once, before, during and after', async () => {
    const names = Object.keys(MIGRATIONS);
    await migrateTo(names, MIGRATIONS);
    const { host, port, user, password, database: name } = fresh;
    const options = { host, port, user, password, database: name, poolSize: LOOPS, queryTimeoutMs: 30_000 };
    await insert(0);
    claimer = fork(CLAIMER, [JSON.stringify(options), 'previous-version', String(LOOPS)]);
    const report = once(claimer, 'message').then(([message]) => message as ClaimerReport);
    await expect.poll(finished, { timeout: 20_000 }).toBeGreaterThan(20);

    const before = await finished();
    await migrateTo([...names, '9999-next'], { ...MIGRATIONS, '9999-next': NEXT });
    const atEnd = await finished();
    expect(before).toBeLessThan(ROWS);
    await insert(ROWS);
    await drained();
    claimer.send('stop');
    const { completed } = await report;
    const rows = await database.kysely
      .selectFrom('ai_call_recordings')
      .select(['id', 'processing_status'])
      .orderBy('id')
      .execute();
    expect(rows).toHaveLength(2 * ROWS);
    expect(completed.toSorted((a, b) => a - b)).toEqual(
      rows.filter((row) => row.processing_status === 'completed').map((row) => row.id),
    );
    expect(await finished()).toBeGreaterThan(atEnd);
  }, 60_000);

  async function migrateTo(
    names: readonly string[],
    migrations: Readonly<Record<string, Migration>>,
  ): Promise<void> {
    const migrator = new Migrator({
      db: database.kysely,
      provider: { getMigrations: async () => ({ ...migrations }) },
      migrationTableName: 'ai_migrations',
      migrationLockTableName: 'ai_migration_lock',
    });
    const { error, results } = await migrator.migrateToLatest();
    expect(error).toBeUndefined();
    expect(results?.map((result) => result.migrationName)).toEqual(names.slice(-(results?.length ?? 0)));
  }

  async function insert(first: number): Promise<void> {
    const rows = Array.from({ length: ROWS }, (_, index) => sql`(${`call-${first + index}`}, 'k')`);
    await sql`INSERT INTO ai_call_recordings (apex_id, storage_key) VALUES ${sql.join(rows)}`.execute(
      database.kysely,
    );
  }

  async function finished(): Promise<number> {
    const { rows } = await sql<{ n: number }>`
      SELECT COUNT(*) AS n FROM ai_call_recordings WHERE processing_status = 'completed'`.execute(
      database.kysely,
    );
    return Number(rows[0]?.n);
  }

  async function drained(): Promise<void> {
    for (;;) {
      await recoverExpired(database);
      if (!(await hasWork(database))) return;
      await sleep(50);
    }
  }
});
