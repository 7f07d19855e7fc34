import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Connection, type Database, openDatabase } from '../../src/database/connect.ts';
import { migrate } from '../../src/database/migrate.ts';
import { Chooser } from '../../src/queue/choose.ts';
import { claimNext } from '../../src/queue/claim.ts';
import { claimHinted } from '../../src/queue/claim-hinted.ts';
import { readHead } from '../../src/queue/head.ts';
import type { Lane } from '../../src/queue/lanes.ts';
import { recoverExpired } from '../../src/queue/recover.ts';
import { freshDatabase } from '../setup/fresh-database.ts';
import { plansOf } from './plan.ts';
import { insertPending } from './queue.ts';

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
    ['the claim', 'claim', () => claimNext(database.kysely, 'w', 60)],
    ['the sweep', 'recover', () => recoverExpired(database)],
  ])(
    '%s reads index %s in its own order, without a filesort or a scan of the table',
    async (_, index, run) => {
      const [plan = []] = await plansOf(database, run);
      expect(plan.map(({ extra }) => extra).join()).not.toContain('filesort');
      expect(plan.find(({ select }) => select === 'DERIVED')).toMatchObject({ key: index });
      const outer = plan.find(({ table }) => table === 'r');
      expect(outer).toMatchObject({ key: 'PRIMARY' });
      // One row by its key: MySQL has read the subquery's single row before it plans the rest, hence "const".
      expect(['eq_ref', 'const']).toContain(outer?.type);
    },
  );

  it.each([
    ['of all', 'claim', null],
    ['of one lane', 'lanes', { tenantId: 1, priority: 100 } as Lane],
  ])('the look at the head %s is answered from index %s alone', async (_, index, lane) => {
    const [plan = []] = await plansOf(database, () => readHead(database.hints, lane, 16));
    expect(plan).toMatchObject([{ key: index }]);
    expect(plan[0]?.extra).toContain('Using index');
    expect(plan[0]?.extra).not.toContain('filesort');
  });

  it('a claim by key reads the rows named and locks the one it takes', async () => {
    const chooser = new Chooser(() => 0);
    const claim = (connection: Connection) =>
      claimHinted({ connection, hints: database.hints, chooser, worker: 'w', leaseSeconds: 60 }, null);
    const [, plan = []] = await plansOf(database, () => claim(database.kysely));
    expect(plan.map(({ extra }) => extra).join()).not.toContain('filesort');
    for (const line of plan.filter(({ table }) => !table.startsWith('<'))) expect(line.key).toBe('PRIMARY');
    await database.kysely.transaction().execute(async (holder) => {
      expect(await claim(holder)).not.toBeNull();
      // The server refreshes this table at most every 100 ms.
      await sql`SELECT SLEEP(0.2)`.execute(holder);
      const locks = await sql<{ count: number }>`
        SELECT trx_rows_locked AS count FROM information_schema.innodb_trx
        WHERE trx_mysql_thread_id = CONNECTION_ID()`.execute(holder);
      expect(Number(locks.rows[0]?.count)).toBe(1);
      expect(await claim(database.kysely)).not.toBeNull();
    });
  });

  it('a claim locks one row: inside another transaction that holds the first, the next is free', async () => {
    await database.kysely.transaction().execute(async (holder) => {
      await sql`SELECT id FROM ai_call_recordings FORCE INDEX (claim) WHERE processing_status = 'pending'
                ORDER BY priority, available_at, id LIMIT 1 FOR UPDATE SKIP LOCKED`.execute(holder);
      const claims = await Promise.all([1, 2, 3].map((n) => claimNext(database.kysely, `w${n}`, 60)));
      expect(new Set(claims.map((claim) => claim?.recordingId)).size).toBe(3);
      const locks = await sql<{ count: number }>`
        SELECT COALESCE(SUM(trx_rows_locked), 0) AS count FROM information_schema.innodb_trx
        WHERE trx_mysql_thread_id = CONNECTION_ID()`.execute(holder);
      // The index entry and the row itself.
      expect(Number(locks.rows[0]?.count)).toBeLessThanOrEqual(2);
    });
  });
});
