import { type CompiledQuery, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Database, openDatabase } from '../../src/database/connect.ts';
import { migrate } from '../../src/database/migrate.ts';
import { claimNext } from '../../src/queue/claim.ts';
import { recoverExpired } from '../../src/queue/recover.ts';
import { freshDatabase } from '../setup/fresh-database.ts';
import { insertPending } from './queue.ts';

/** What the server says it would do, for the text that the product really sends. */
async function explain(
  database: Database,
  run: (database: Database) => Promise<unknown>,
): Promise<Record<string, unknown>[]> {
  const compile = vi.spyOn(database.kysely.getExecutor(), 'compileQuery');
  await run(database);
  const sent = compile.mock.results[0]?.value as CompiledQuery;
  compile.mockRestore();
  const text = sent.parameters.reduce<string>(
    (left, value) => left.replace('?', () => quote(value)),
    `EXPLAIN FORMAT = TRADITIONAL ${sent.sql}`,
  );
  return (await sql.raw<Record<string, unknown>>(text).execute(database.kysely)).rows;
}

function quote(value: unknown): string {
  return typeof value === 'number' ? String(value) : `'${String(value)}'`;
}

describe('the statements that every poll sends', () => {
  let fresh: Awaited<ReturnType<typeof freshDatabase>>;
  let database: Database;
  beforeAll(async () => {
    fresh = await freshDatabase();
    database = openDatabase({ ...fresh, poolSize: 4, queryTimeoutMs: 10_000 });
    await migrate(database.kysely);
    await insertPending(database, 300);
  });
  afterAll(async () => {
    await database.close();
    await fresh.drop();
  });

  it.each([
    ['the claim', 'claim', (spied: Database) => claimNext(spied, 'w', 60)],
    ['the sweep', 'recover', (spied: Database) => recoverExpired(spied)],
  ])(
    '%s reads index %s in its own order, without a filesort or a scan of the table',
    async (_, index, run) => {
      const plan = await explain(database, run);
      expect(plan.map((row) => String(row['Extra'] ?? '')).join()).not.toContain('filesort');
      const inner = plan.find((row) => row['select_type'] === 'DERIVED');
      expect(inner).toMatchObject({ key: index });
      const outer = plan.find((row) => row['table'] === 'r');
      expect(outer).toMatchObject({ key: 'PRIMARY' });
      // One row by its key: MySQL has read the subquery's single row before it plans the rest, hence "const".
      expect(['eq_ref', 'const']).toContain(outer?.['type']);
    },
  );

  it('a claim locks one row: inside another transaction that holds the first, the next is free', async () => {
    await database.kysely.transaction().execute(async (holder) => {
      await sql`SELECT id FROM ai_call_recordings FORCE INDEX (claim) WHERE processing_status = 'pending'
                ORDER BY priority, available_at, id LIMIT 1 FOR UPDATE SKIP LOCKED`.execute(holder);
      const claims = await Promise.all([1, 2, 3].map((n) => claimNext(database, `w${n}`, 60)));
      expect(new Set(claims.map((claim) => claim?.recordingId)).size).toBe(3);
      const locks = await sql<{ count: number }>`
        SELECT COALESCE(SUM(trx_rows_locked), 0) AS count FROM information_schema.innodb_trx
        WHERE trx_mysql_thread_id = CONNECTION_ID()`.execute(holder);
      // The index entry and the row itself.
      expect(Number(locks.rows[0]?.count)).toBeLessThanOrEqual(2);
    });
  });
});
