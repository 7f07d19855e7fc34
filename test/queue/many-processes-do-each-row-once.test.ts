import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sleep } from '../../src/clock/clock.ts';
import { type Database, openDatabase } from '../../src/database/connect.ts';
import { migrate } from '../../src/database/migrate.ts';
import { hasWork } from '../../src/queue/has-work.ts';
import { recoverExpired } from '../../src/queue/recover.ts';
import { freshDatabase } from '../setup/fresh-database.ts';
import type { ClaimerReport } from './fixtures/claimer.ts';

const CLAIMER = fileURLToPath(new URL('./fixtures/claimer.ts', import.meta.url));
const PROCESSES = 4;
const LOOPS = 4;
const BATCHES = 40;
const BATCH = 50;

describe(`${PROCESSES} processes of ${LOOPS} claimers over ${BATCHES * BATCH} rows`, () => {
  let fresh: Awaited<ReturnType<typeof freshDatabase>>;
  let database: Database;
  const children: ChildProcess[] = [];
  beforeAll(async () => {
    fresh = await freshDatabase();
    database = openDatabase({ ...fresh, poolSize: 4, queryTimeoutMs: 20_000 });
    await migrate(database.kysely);
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await database.close();
    await fresh.drop();
  });

  it('complete each exactly once while rows come, go and change places', async () => {
    const { host, port, user, password, database: name } = fresh;
    const options = { host, port, user, password, database: name, poolSize: LOOPS, queryTimeoutMs: 20_000 };
    const reports = Array.from({ length: PROCESSES }, (_, index) => {
      const child = fork(CLAIMER, [JSON.stringify(options), `process-${index}`, String(LOOPS)]);
      children.push(child);
      return once(child, 'message').then(([report]) => report as ClaimerReport);
    });
    await comeAndGo(database);
    await drained(database);
    for (const child of children) child.send('stop');
    const done = await Promise.all(reports);

    const completed = done.flatMap((report) => report.completed).toSorted((a, b) => a - b);
    const rows = await database.kysely.selectFrom('ai_call_recordings').selectAll().orderBy('id').execute();
    expect(rows).toHaveLength(BATCHES * BATCH);
    // Each process knows only what the server told it: together they completed each completed row, once.
    expect(completed).toEqual(
      rows.filter((row) => row.processing_status === 'completed').map((row) => row.id),
    );
    for (const row of rows) {
      expect(['completed', 'failed', 'cancelled']).toContain(row.processing_status);
      if (row.processing_status === 'failed')
        expect(row.error_code).toMatch(/^(poison_input|engine_timeout|worker_lost)$/);
    }
    const ended = (status: string): number => rows.filter((row) => row.processing_status === status).length;
    expect(ended('cancelled')).toBeGreaterThan(0);
    expect(ended('completed')).toBeGreaterThan((BATCHES * BATCH) / 2);
    // Everybody worked, and rows were lost on the way, or the test is too tame.
    for (const report of done) expect(report.claimed).toBeGreaterThan(0);
    expect(done.reduce((sum, report) => sum + report.forgotten, 0)).toBeGreaterThan(0);
    expect(rows.some((row) => row.processing_status === 'completed' && row.attempts > 1)).toBe(true);
  }, 60_000);
});

/** What the application does meanwhile: inserts, cancels some, moves some to the front. */
async function comeAndGo(database: Database): Promise<void> {
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const rows = Array.from({ length: BATCH }, (_, index) => ({
      apex_id: `call-${batch}-${index}`,
      storage_key: 'k',
      priority: 100 + (index % 3),
    }));
    await sql`
      INSERT INTO ai_call_recordings (apex_id, storage_key, priority) VALUES
      ${sql.join(rows.map((row) => sql`(${row.apex_id}, ${row.storage_key}, ${row.priority})`))}`.execute(
      database.kysely,
    );
    // No deadlock is caught here, because there is to be none.
    await sql`UPDATE ai_call_recordings SET processing_status = 'cancelled'
          WHERE apex_id = ${`call-${batch}-7`} AND tenant_id = 1 AND processing_status IN ('pending', 'processing')`.execute(
      database.kysely,
    );
    for (const index of [11, 12, 13]) {
      await sql`UPDATE ai_call_recordings SET priority = 1
            WHERE apex_id = ${`call-${batch}-${index}`} AND tenant_id = 1`.execute(database.kysely);
    }
    await sleep(5);
  }
}

async function drained(database: Database): Promise<void> {
  for (;;) {
    await recoverExpired(database);
    if (!(await hasWork(database))) return;
    await sleep(50);
  }
}
