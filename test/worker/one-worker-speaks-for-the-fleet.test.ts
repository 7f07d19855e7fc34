import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimNext } from '../../src/queue/claim.ts';
import type { FleetFacts } from '../../src/queue/fleet-facts.ts';
import { readFleetFacts } from '../../src/queue/fleet-facts.ts';
import { holdFleetLock } from '../../src/queue/fleet-lock.ts';
import { watchFleet } from '../../src/worker/fleet-watch.ts';
import { expireLease, insertPending, openQueue } from '../queue/queue.ts';

describe('the figures of the fleet', () => {
  let queue: Awaited<ReturnType<typeof openQueue>>;
  beforeAll(async () => {
    queue = await openQueue();
    await insertPending(queue.database, 5);
    const late = await claimNext(queue.database.kysely, 'late', 60);
    await claimNext(queue.database.kysely, 'alive', 60);
    await expireLease(queue.database, late?.recordingId ?? 0);
    await sql`UPDATE ai_call_recordings SET processing_status = 'failed' WHERE apex_id = 'call-4'`.execute(
      queue.database.kysely,
    );
    for (const [id, state, age] of [
      ['a', 'running', 5],
      ['b', 'drained', 5],
      ['c', 'running', 500],
    ] as const) {
      await sql`INSERT INTO ai_workers (id, name, host, pid, version, state, started_at, heartbeat_at)
                VALUES (${id}, ${id}, 'h', 1, '0', ${state}, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) - INTERVAL ${age} SECOND)`.execute(
        queue.database.kysely,
      );
    }
  });
  afterAll(() => queue.close());

  it('count what waits, runs, failed, is late and lives', async () => {
    expect(await readFleetFacts(queue.database.kysely)).toMatchObject({
      pending: 2,
      processing: 2,
      failed: 1,
      expiredLeases: 1,
      liveWorkers: 1,
    });
  });

  it('are exported by one worker at a time; when it goes, the next takes over', async () => {
    const stop = { first: new AbortController(), second: new AbortController() };
    const heard = { first: [] as (FleetFacts | null)[], second: [] as (FleetFacts | null)[] };
    const watch = (name: 'first' | 'second') =>
      watchFleet(
        { database: queue.database, events: { onFleet: (facts) => heard[name].push(facts) } },
        0,
        stop[name].signal,
      );
    const first = watch('first');
    await expect.poll(() => heard.first.length).toBe(1);
    const second = watch('second');
    await expect.poll(() => heard.second.length).toBe(1);
    expect([heard.first[0]?.pending, heard.second[0]]).toEqual([2, null]);
    stop.first.abort();
    await first;
    expect(heard.first.at(-1)).toBeNull();
    expect(await holdFleetLock(queue.database, async () => undefined)).toBe(true);
    stop.second.abort();
    await second;
  });

  it('belong to nobody any more when the connection that held the lock dies', async () => {
    let id = 0;
    let die: () => void = () => undefined;
    const dead = new Promise<void>((resolve) => {
      die = resolve;
    });
    const held = holdFleetLock(queue.database, async (connection) => {
      id = Number((await sql<{ id: number }>`SELECT CONNECTION_ID() AS id`.execute(connection)).rows[0]?.id);
      await dead;
      await sql`SELECT 1`.execute(connection);
    }).catch(() => 'lost');
    await expect.poll(() => id).toBeGreaterThan(0);
    expect(await holdFleetLock(queue.database, async () => undefined)).toBe(false);
    await sql.raw(`KILL ${id}`).execute(queue.database.kysely);
    die();
    expect(await held).toBe('lost');
    expect(await holdFleetLock(queue.database, async () => undefined)).toBe(true);
  });
});
