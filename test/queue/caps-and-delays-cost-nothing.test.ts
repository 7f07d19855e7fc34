import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/connect.ts';
import { migrate } from '../../src/database/migrate.ts';
import { claimFromLane } from '../../src/queue/claim-lane.ts';
import { Claimer } from '../../src/queue/claimer.ts';
import { type Lane, readLanes } from '../../src/queue/lanes.ts';
import { readRecording } from '../../src/queue/read.ts';
import { freshDatabase } from '../setup/fresh-database.ts';
import { addTenant, emptyQueue, fillQueue } from './fill.ts';
import { plansOf, readsOf } from './plan.ts';

/** A claim reads two entries a lane, the claimed row, and little more: nothing that grows with the queue. */
const FEW = 60;
const MANY = 5000;

describe('what a claim reads', () => {
  let fresh: Awaited<ReturnType<typeof freshDatabase>>;
  let database: Database;
  beforeAll(async () => {
    fresh = await freshDatabase();
    // One connection, so that its counters are those of the claim.
    database = openDatabase({ ...fresh, poolSize: 1, queryTimeoutMs: 20_000 });
    await migrate(database.kysely);
  });
  afterAll(async () => {
    await database.close();
    await fresh.drop();
  });
  beforeEach(() => emptyQueue(database));
  const analyze = () => sql`ANALYZE TABLE ai_call_recordings`.execute(database.kysely);
  const claimer = () => new Claimer(database, 'w', 60);
  const claimed = async (run: Promise<{ recordingId: number } | null>) =>
    await readRecording(database.kysely, (await run)?.recordingId ?? 0);

  it('does not grow with the rows of a capped tenant at the head', async () => {
    await addTenant(database, 2, 1);
    await fillQueue(database, { count: MANY, prefix: 'capped-', tenant: 2, priority: 10 });
    await fillQueue(database, { count: 10, prefix: 'other-' });
    await analyze();
    expect((await claimed(claimer().next()))?.tenant_id).toBe(2);
    let row: Awaited<ReturnType<typeof claimed>>;
    const reads = await readsOf(database, async () => {
      row = await claimed(claimer().next());
    });
    expect(row?.tenant_id).toBe(1);
    expect(reads).toBeLessThan(FEW);
  });

  it('does not grow with delayed rows at the head, nor does an empty poll', async () => {
    const later = sql`UTC_TIMESTAMP(6) + INTERVAL 1 HOUR + INTERVAL n SECOND`;
    await fillQueue(database, { count: MANY, prefix: 'delayed-', priority: 10, availableAt: later });
    await fillQueue(database, { count: MANY, prefix: 'retry-', priority: 100, availableAt: later });
    await fillQueue(database, { count: 1, prefix: 'ready-', priority: 100 });
    await analyze();
    let row: Awaited<ReturnType<typeof claimed>>;
    expect(
      await readsOf(database, async () => {
        row = await claimed(claimer().next());
      }),
    ).toBeLessThan(FEW);
    expect(row?.apex_id).toBe('ready-0');
    expect(await readsOf(database, async () => expect(await claimer().next()).toBeNull())).toBeLessThan(FEW);
  });

  it('every statement of a fair claim reads an index in its order: no filesort, no scan of the table', async () => {
    await addTenant(database, 2, 5);
    await addTenant(database, 3);
    for (const tenant of [1, 2, 3])
      await fillQueue(database, { count: 400, prefix: `t${tenant}-`, tenant, priority: 100 });
    await analyze();
    const plans = await plansOf(database, async () => {
      for (let index = 0; index < 3; index += 1) expect(await claimer().next()).not.toBeNull();
    });
    for (const line of plans.flat()) {
      expect(line.extra).not.toContain('filesort');
      // Rows are looked for in the lanes and claimed by their keys.
      if (line.table === 'ai_call_recordings' || line.table === 'p') {
        expect(line.key).toMatch(/^(lanes|PRIMARY)$/);
        expect(['ALL', 'index']).not.toContain(line.type);
      }
      // MySQL has read the one row of the subquery before it plans the rest, hence "const".
      if (line.table === 'r')
        expect([`${line.type} ${line.key}`]).toEqual([expect.stringMatching(/^(eq_ref|const) PRIMARY$/)]);
    }
  });

  it('a claim from a lane locks the row it takes and no other', async () => {
    for (const tenant of [1, 2])
      await fillQueue(database, { count: 400, prefix: `t${tenant}-`, tenant, priority: 100 });
    const { lanes } = await readLanes(database.kysely);
    const lane = lanes.find((one) => one.tenantId === 2) as Lane;
    await database.kysely.transaction().execute(async (transaction) => {
      const claim = await claimFromLane(transaction, lane, 'w', 60);
      expect((await readRecording(transaction, claim?.recordingId ?? 0))?.tenant_id).toBe(2);
      const locks = await sql<{ locked: number; modified: number }>`
        SELECT trx_rows_locked AS locked, trx_rows_modified AS modified FROM information_schema.innodb_trx
        WHERE trx_mysql_thread_id = CONNECTION_ID()`.execute(transaction);
      expect(Number(locks.rows[0]?.modified)).toBe(1);
      // The index entry and the row itself, found by the search and again by the update.
      expect(Number(locks.rows[0]?.locked)).toBeLessThanOrEqual(3);
    });
  });

  it('reads the lanes by jumping from one to the next', async () => {
    for (const tenant of [1, 2])
      await fillQueue(database, { count: MANY, prefix: `t${tenant}-`, tenant, priority: 100 });
    await analyze();
    const [plan = []] = await plansOf(database, () => readLanes(database.kysely));
    expect(plan.find((line) => line.key === 'lanes' && line.type === 'range')?.extra).toContain(
      'Using index for group-by',
    );
  });

  it('one tenant without a cap: a look at the lanes once, then only the head and the claim', async () => {
    await fillQueue(database, { count: 400, prefix: 'call-' });
    const one = claimer();
    const first = await plansOf(database, () => one.next());
    expect(first).toHaveLength(3);
    const [head = [], claim = [], ...more] = await plansOf(database, () => one.next());
    expect(more).toEqual([]);
    expect(head.map((line) => line.key)).toEqual(['claim']);
    expect(claim.map((line) => line.key)).toContain('PRIMARY');
  });
});
