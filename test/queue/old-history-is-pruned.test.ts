import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginAttempt } from '../../src/queue/attempts.ts';
import { countPrunable, prune } from '../../src/queue/prune.ts';
import { pruneNowAndThen } from '../../src/worker/pruner.ts';
import { plansOf } from './plan.ts';
import { insertPending, openQueue } from './queue.ts';

describe('pruning', () => {
  let queue: Awaited<ReturnType<typeof openQueue>>;
  beforeAll(async () => {
    queue = await openQueue();
    const { kysely } = queue.database;
    const [id = 0] = await insertPending(queue.database, 1);
    for (let n = 0; n < 1300; n += 1)
      await beginAttempt(kysely, { recordingId: id, token: String(n).padStart(32, '0') }, 1, 'w');
    // 1,200 old ones, 50 of yesterday, 50 that began long ago and still run.
    await sql`
      UPDATE ai_call_attempts
      SET started_at = UTC_TIMESTAMP(6) - INTERVAL 200 DAY,
          ended_at = CASE WHEN claim_token < LPAD('1200', 32, '0') THEN UTC_TIMESTAMP(6) - INTERVAL 100 DAY
                          WHEN claim_token < LPAD('1250', 32, '0') THEN UTC_TIMESTAMP(6) - INTERVAL 1 DAY END,
          outcome = IF(claim_token < LPAD('1250', 32, '0'), 'completed', 'running')`.execute(kysely);
    await sql`
      INSERT INTO ai_workers (id, name, host, pid, version, state, started_at, heartbeat_at)
      VALUES (UUID(), 'gone', 'h', 1, '1', 'running', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) - INTERVAL 100 DAY),
             (UUID(), 'here', 'h', 2, '1', 'running', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))`.execute(kysely);
  });
  afterAll(() => queue.close());
  const left = async () => {
    const { rows } = await sql<{ n: number }>`SELECT COUNT(*) AS n FROM ai_call_attempts`.execute(
      queue.database.kysely,
    );
    return Number(rows[0]?.n);
  };

  it('counts, then removes what ended long ago, in batches by index; what runs or is recent stays', async () => {
    expect(await countPrunable(queue.database, 90)).toEqual({ attempts: 1200, workers: 1 });
    expect(await left()).toBe(1300);
    let pruned: unknown;
    const plans = await plansOf(queue.database, async () => {
      pruned = await prune(queue.database, 90);
    });
    expect(pruned).toEqual({ attempts: 1200, workers: 1 });
    expect(await left()).toBe(100);
    // 500 + 500 + 200 attempts, then the workers.
    expect(plans.map((plan) => plan.find((line) => line.key.startsWith('by_'))?.key)).toEqual([
      'by_end',
      'by_end',
      'by_end',
      'by_heartbeat',
    ]);
    expect(
      plans
        .flat()
        .map((line) => line.extra)
        .join(),
    ).not.toContain('filesort');
    const workers = await queue.database.kysely.selectFrom('ai_workers').select('name').execute();
    expect(workers).toEqual([{ name: 'here' }]);
    expect(await prune(queue.database, 90)).toEqual({ attempts: 0, workers: 0 });
  });

  it('a worker does it by itself from time to time, unless told to keep everything', async () => {
    const { database } = queue;
    await sql`
      UPDATE ai_call_attempts SET ended_at = UTC_TIMESTAMP(6) - INTERVAL 100 DAY
      WHERE outcome = 'completed'`.execute(database.kysely);
    const stop = new AbortController();
    await pruneNowAndThen({ database, settings: { keepAttemptsDays: 0 }, events: {} }, stop.signal, 1);
    expect(await left()).toBe(100);
    const told: number[] = [];
    const onPruned = (rows: number): void => {
      told.push(rows);
      stop.abort();
    };
    await pruneNowAndThen(
      { database, settings: { keepAttemptsDays: 90 }, events: { onPruned } },
      stop.signal,
      1,
    );
    expect(told).toEqual([50]);
    expect(await left()).toBe(50);
  });

  it('stops between batches when the worker stops', async () => {
    expect(await prune(queue.database, 0, AbortSignal.abort())).toEqual({ attempts: 0, workers: 0 });
    expect(await left()).toBe(50);
  });
});
