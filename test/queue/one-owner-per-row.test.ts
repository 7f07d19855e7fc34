import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Claim, claimNext } from '../../src/queue/claim.ts';
import { Claimer } from '../../src/queue/claimer.ts';
import { heartbeat } from '../../src/queue/heartbeat.ts';
import { readRecording } from '../../src/queue/read.ts';
import { insertPending, openQueue } from './queue.ts';

describe('claiming', () => {
  let queue: Awaited<ReturnType<typeof openQueue>>;
  beforeAll(async () => {
    queue = await openQueue();
  });
  afterAll(() => queue.close());
  beforeEach(() => sql`DELETE FROM ai_call_recordings`.execute(queue.database.kysely));

  /** The one statement, and what workers do: a look at the head first. */
  const ways = [
    ['one statement', (name: string) => () => claimNext(queue.database.kysely, name, 60)],
    [
      'a look and a claim by key',
      (name: string) => {
        const claimer = new Claimer(queue.database, name, 60);
        return () => claimer.next();
      },
    ],
  ] as const;

  it.each(ways)('by %s gives every row to exactly one of many claimers', async (_, open) => {
    const ids = await insertPending(queue.database, 200);
    const claimed: number[] = [];
    const claimer = async (next: () => Promise<Claim | null>): Promise<void> => {
      for (;;) {
        const claim = await next();
        if (claim === null) return;
        claimed.push(claim.recordingId);
      }
    };
    await Promise.all(Array.from({ length: 8 }, (_value, index) => claimer(open(`worker-${index}`))));
    expect(claimed.toSorted((a, b) => a - b)).toEqual(ids);
  });

  it.each(ways)('by %s takes small priority first, then the longest waiting', async (_, open) => {
    const [retried = 0, second = 0, third = 0, urgent = 0] = await insertPending(queue.database, 4);
    await sql`UPDATE ai_call_recordings SET priority = 10 WHERE id = ${urgent}`.execute(
      queue.database.kysely,
    );
    // It waits since later than rows that came after it.
    await sql`UPDATE ai_call_recordings SET available_at = UTC_TIMESTAMP(6) WHERE id = ${retried}`.execute(
      queue.database.kysely,
    );
    const next = open('w');
    const order = [];
    for (let index = 0; index < 4; index += 1) order.push((await next())?.recordingId);
    expect(order).toEqual([urgent, second, third, retried]);
    expect(await next()).toBeNull();
  });

  it('a look that is out of date costs nothing but another look', async () => {
    const ids = await insertPending(queue.database, 3);
    // Another worker has rows the look still shows, and has not committed.
    await queue.database.kysely.transaction().execute(async (other) => {
      const first = await claimNext(other, 'other', 60);
      expect(first?.recordingId).toBe(ids[0]);
      expect((await new Claimer(queue.database, 'w', 60).next())?.recordingId).toBe(ids[1]);
    });
    // And what it took and gave back uncommitted is not lost.
    await queue.database.kysely
      .transaction()
      .execute(async (other) => {
        await claimNext(other, 'other', 60);
        expect(await new Claimer(queue.database, 'w', 60).next()).toBeNull();
        throw new Error('the other worker dies');
      })
      .catch(() => undefined);
    expect((await new Claimer(queue.database, 'w', 60).next())?.recordingId).toBe(ids[2]);
  });

  it('leaves a row alone until it is available', async () => {
    const [id = 0] = await insertPending(queue.database, 1);
    await sql`UPDATE ai_call_recordings SET available_at = UTC_TIMESTAMP(6) + INTERVAL 1 HOUR WHERE id = ${id}`.execute(
      queue.database.kysely,
    );
    expect(await claimNext(queue.database.kysely, 'w', 60)).toBeNull();
  });

  it('counts the attempt, sets the lease and a fresh token, and gives a correlation id to rows without one', async () => {
    const [id = 0] = await insertPending(queue.database, 1);
    await sql`UPDATE ai_call_recordings SET correlation_id = NULL WHERE id = ${id}`.execute(
      queue.database.kysely,
    );
    const claim = await claimNext(queue.database.kysely, 'board-7', 60);
    const row = await readRecording(queue.database.kysely, id);
    expect(row).toMatchObject({
      processing_status: 'processing',
      attempts: 1,
      claimed_by: 'board-7',
      claim_token: claim?.token,
    });
    expect(row?.correlation_id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('a heartbeat with another token changes nothing and says so', async () => {
    const [id = 0] = await insertPending(queue.database, 1);
    const claim = (await claimNext(queue.database.kysely, 'w', 60)) as Claim;
    expect(await heartbeat(queue.database, claim, 60, { step: 'decode', percent: 7 })).toBe(true);
    expect(
      await heartbeat(queue.database, { ...claim, token: 'f'.repeat(32) }, 60, { step: 'x', percent: 9 }),
    ).toBe(false);
    expect(await readRecording(queue.database.kysely, id)).toMatchObject({
      current_step: 'decode',
      progress_percentage: 7,
    });
  });
});
