import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { monotonicMs, sleep } from '../../src/clock/clock.ts';
import { type Database, openDatabase } from '../../src/database/connect.ts';
import { migrate } from '../../src/database/migrate.ts';
import { CallmillError } from '../../src/errors/error.ts';
import { beginAttempt } from '../../src/queue/attempts.ts';
import { type Claim, claimNext } from '../../src/queue/claim.ts';
import { recoverExpired } from '../../src/queue/recover.ts';
import { loadCall } from '../../src/results/load.ts';
import { publish } from '../../src/results/publish.ts';
import { finishedCall } from '../deploy/laravel/published-call.ts';
import { FaultyProxy } from '../queue/fixtures/faulty-proxy.ts';
import { insertPending } from '../queue/queue.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

const STATEMENTS = [
  { name: 'BEGIN', at: /begin$/i },
  { name: 'the status', at: /'completed',\s+processing_completed_at/ },
  { name: 'the transcript', at: /insert into `ai_call_transcriptions`/ },
  { name: 'the analysis', at: /insert into `ai_call_analyses`/ },
  { name: 'the attempt', at: /UPDATE ai_call_attempts/ },
  { name: 'COMMIT', at: /commit$/i },
];
const FAULTS = STATEMENTS.flatMap((statement) =>
  (['request', 'answer'] as const).flatMap((lost) =>
    (['reset', 'silence', 'half-open'] as const).map((effect) => ({ ...statement, lost, effect })),
  ),
);
const call = await finishedCall();

describe('publishing over a network that breaks', () => {
  let fresh: Awaited<ReturnType<typeof freshDatabase>>;
  let proxy: FaultyProxy;
  let bad: Database;
  let good: Database;
  let claim: Claim;
  beforeEach(async () => {
    fresh = await freshDatabase();
    proxy = await FaultyProxy.open(fresh);
    bad = openDatabase({ ...fresh, host: proxy.host, port: proxy.port, poolSize: 2, queryTimeoutMs: 1000 });
    good = openDatabase({ ...fresh, poolSize: 3, queryTimeoutMs: 10_000 });
    await migrate(good.kysely);
    await insertPending(good, 1);
    claim = (await claimNext(bad.kysely, 'w', 60)) as Claim;
    await beginAttempt(bad.kysely, claim, 1, 'w');
  });
  afterEach(async () => {
    await bad.close();
    await proxy.close();
    await good.close();
    await fresh.drop();
  });

  it.each(FAULTS)('$name: $lost lost by $effect: one result set after trying again', async (fault) => {
    const struck = proxy.arm(fault);
    const { failures } = await publishUntilDone(bad, 10_000);
    await struck;
    expect(failures).toBeGreaterThan(0);
    await expectOneResultSet(1);
  });

  it('COMMIT executed, answer lost, and another worker already at it again: the first one writes nothing', async () => {
    const struck = proxy.arm({ at: /commit$/i, lost: 'answer', effect: 'reset' });
    await expect(publish(bad, claim, call, {})).rejects.toMatchObject({ code: 'database_unavailable' });
    await struck;
    await sql`UPDATE ai_call_recordings SET processing_status = 'pending'`.execute(good.kysely);
    const heir = (await claimNext(good.kysely, 'heir', 60)) as Claim;
    // The work of the first claim is published already: saying so again is a success that changes nothing.
    await publish(bad, claim, call, {});
    expect(await state()).toMatchObject({ processing_status: 'processing', claim_token: heir.token });
    await beginAttempt(good.kysely, heir, 2, 'heir');
    await publish(good, heir, call, {});
    await expectOneResultSet(2);
  });

  it('COMMIT lost on its way and the worker gone: the row is claimed again and published once', async () => {
    const struck = proxy.arm({ at: /commit$/i, lost: 'request', effect: 'reset' });
    await expect(publish(bad, claim, call, {})).rejects.toMatchObject({ code: 'database_unavailable' });
    await struck;
    await sql`UPDATE ai_call_recordings SET lease_expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND`.execute(
      good.kysely,
    );
    await expect.poll(() => recoverExpired(good)).toBe(1);
    const heir = (await claimNext(good.kysely, 'heir', 60)) as Claim;
    await beginAttempt(good.kysely, heir, 2, 'heir');
    await publish(good, heir, call, {});
    await expect(publish(bad, claim, call, {})).rejects.toMatchObject({ code: 'lease_lost' });
    await expectOneResultSet(1);
  });

  /** As a worker does: again and again while the database is what is wrong. */
  async function publishUntilDone(database: Database, ms: number): Promise<{ failures: number }> {
    const deadline = monotonicMs() + ms;
    for (let failures = 0; ; failures += 1) {
      try {
        await publish(database, claim, call, {});
        return { failures };
      } catch (thrown) {
        const away = thrown instanceof CallmillError && thrown.code === 'database_unavailable';
        if (!away || monotonicMs() > deadline) throw thrown;
        await sleep(100);
      }
    }
  }

  const state = () => good.kysely.selectFrom('ai_call_recordings').selectAll().executeTakeFirstOrThrow();

  async function expectOneResultSet(completedAttempts: number): Promise<void> {
    const row = await state();
    expect(row).toMatchObject({ processing_status: 'completed', claim_token: null });
    const stored = await loadCall(good, row.id);
    expect(stored?.segments).toHaveLength(call.segments.length);
    expect(stored?.entities).toHaveLength(call.entities.length);
    expect(stored?.attempts.filter((attempt) => attempt.outcome === 'completed')).toHaveLength(
      completedAttempts,
    );
    for (const table of ['ai_call_transcriptions', 'ai_call_analyses'] as const) {
      const { rows } = await sql<{ n: number }>`SELECT COUNT(*) AS n FROM ${sql.table(table)}`.execute(
        good.kysely,
      );
      expect(Number(rows[0]?.n), table).toBe(1);
    }
  }
});
