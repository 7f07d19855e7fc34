import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { monotonicMs, sleep } from '../../src/clock/clock.ts';
import { type Database, openDatabase } from '../../src/database/connect.ts';
import { migrate } from '../../src/database/migrate.ts';
import { STAGES } from '../../src/pipeline/result.ts';
import { type Claim, claimNext } from '../../src/queue/claim.ts';
import { readRecording } from '../../src/queue/read.ts';
import { submit } from '../../src/queue/submit.ts';
import { Lease } from '../../src/worker/lease.ts';
import { type FreshDatabase, freshDatabase } from '../setup/fresh-database.ts';

describe('progress on the row', () => {
  let fresh: FreshDatabase;
  let database: Database;
  let claim: Claim;
  beforeAll(async () => {
    fresh = await freshDatabase();
    // One connection, so that its own counters tell what was sent.
    database = openDatabase({ ...fresh, poolSize: 1, queryTimeoutMs: 10_000 });
    await migrate(database.kysely);
    await submit(database, { callId: 'call', storageKey: 'call.wav' });
    claim = (await claimNext(database.kysely, 'w', 120)) as Claim;
  });
  afterAll(async () => {
    await database.close();
    await fresh.drop();
  });

  /** UPDATE statements of this session, as the server counts them. */
  async function updates(): Promise<number> {
    const status = await sql<{ Value: string }>`SHOW SESSION STATUS LIKE 'Com_update'`.execute(
      database.kysely,
    );
    return Number(status.rows[0]?.Value);
  }

  it('is at most one UPDATE in two seconds however often it changes, and shows a new step within them', async () => {
    const before = await updates();
    const onMissed = (error: Error): void => {
      throw error;
    };
    const lease = new Lease(database, claim, { leaseSeconds: 120, heartbeatSeconds: 30, onMissed });
    const started = monotonicMs();
    let reports = 0;
    let shown: string | null | undefined;
    while (monotonicMs() - started < 6500) {
      lease.progress = { step: STAGES[reports % STAGES.length] ?? 'fetch', percent: reports % 100 };
      reports += 1;
      await sleep(5);
      if (monotonicMs() - started > 3000) {
        shown ??= (await readRecording(database.kysely, claim.recordingId))?.current_step;
      }
    }
    await lease.end();
    expect(reports).toBeGreaterThan(300);
    expect(STAGES).toContain(shown);
    const sent = (await updates()) - before;
    expect(sent).toBeGreaterThanOrEqual(2);
    expect(sent).toBeLessThanOrEqual(3);
  }, 30_000);
});
