import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/connect.ts';
import { migrate } from '../../src/database/migrate.ts';
import { Claimer } from '../../src/queue/claimer.ts';
import { loadStatus } from '../../src/queue/status.ts';
import { freshDatabase } from '../setup/fresh-database.ts';
import { addTenant, fillQueue } from './fill.ts';
import { plansOf, readsOf } from './plan.ts';

const HISTORY = 20_000;

describe('status', () => {
  let fresh: Awaited<ReturnType<typeof freshDatabase>>;
  let database: Database;
  beforeAll(async () => {
    fresh = await freshDatabase();
    database = openDatabase({ ...fresh, poolSize: 1, queryTimeoutMs: 30_000 });
    await migrate(database.kysely);
    await fillQueue(database, { count: HISTORY, prefix: 'old-', status: 'completed' });
    await sql`
      UPDATE ai_call_recordings
      SET processing_completed_at = UTC_TIMESTAMP(6) - INTERVAL 30 DAY
      WHERE apex_id NOT IN ('old-1', 'old-2', 'old-3')`.execute(database.kysely);
    await sql`
      UPDATE ai_call_recordings SET processing_completed_at = UTC_TIMESTAMP(6) - INTERVAL 5 HOUR
      WHERE apex_id = 'old-3'`.execute(database.kysely);
    await addTenant(database, 2, 4);
    await fillQueue(database, { count: 3, prefix: 'normal-' });
    await fillQueue(database, { count: 5, prefix: 'backfill-', tenant: 2, priority: 200 });
    await fillQueue(database, {
      count: 2,
      prefix: 'delayed-',
      tenant: 2,
      priority: 210,
      availableAt: sql`UTC_TIMESTAMP(6) + INTERVAL 1 HOUR`,
    });
    await sql`
      UPDATE ai_call_recordings
      SET processing_status = 'failed', error_code = 'not_audio', processing_completed_at = UTC_TIMESTAMP(6)
      WHERE apex_id IN ('backfill-0', 'backfill-1')`.execute(database.kysely);
    await new Claimer(database, 'w', 60).next();
    await sql`ANALYZE TABLE ai_call_recordings`.execute(database.kysely);
  });
  afterAll(async () => {
    await database.close();
    await fresh.drop();
  });

  it('tells the queue by tenant and band, throughput and failures', async () => {
    const status = await loadStatus(database);
    expect(status).toMatchObject({
      counts: { pending: 7, processing: 1, failed: 2 },
      lastHour: { completed: 2, failed: 2, cancelled: 0 },
      lastDay: { completed: 3, failed: 2, cancelled: 0 },
      failures: [{ code: 'not_audio', count: 2 }],
      invalidStatus: [],
      queue: [
        { tenantId: 1, tenant: 'default', cap: null, band: 'normal', pending: 2, delayed: 0, processing: 1 },
        { tenantId: 2, tenant: 'tenant 2', cap: 4, band: 'backfill', pending: 5, delayed: 2, processing: 0 },
      ],
    });
    expect(status.oldestPendingSeconds).toBeGreaterThan(0.5);
    expect(status.oldestPendingSeconds).toBeLessThan(600);
  });

  it('costs what waits and failed, not what was ever done', async () => {
    const reads = await readsOf(database, () => loadStatus(database));
    expect(reads).toBeLessThan(200);
    const plans = await plansOf(database, () => loadStatus(database));
    const tables = plans.flat().filter((line) => line.table === 'ai_call_recordings');
    expect(tables.length).toBeGreaterThanOrEqual(4);
    for (const line of tables) {
      expect(['lanes', 'finished']).toContain(line.key);
      expect(line.extra).toContain('Using index');
    }
  });
});
