import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { beginAttempt, endAttempt } from '../../src/queue/attempts.ts';
import { cancel } from '../../src/queue/cancel.ts';
import { type Claim, claimNext } from '../../src/queue/claim.ts';
import { complete } from '../../src/queue/complete.ts';
import { heartbeat, whyNotOwned } from '../../src/queue/heartbeat.ts';
import { readRecording } from '../../src/queue/read.ts';
import { recoverExpired } from '../../src/queue/recover.ts';
import { requeue } from '../../src/queue/requeue.ts';
import { emptyQueue } from './fill.ts';
import { expireLease, insertPending, openQueue } from './queue.ts';

const FACTS = {
  sizeBytes: 1,
  sha256: 'a'.repeat(64),
  mimeType: null,
  durationSeconds: 1,
  channels: 1,
  redactedStorageKey: null,
};

describe('cancelling', () => {
  let queue: Awaited<ReturnType<typeof openQueue>>;
  beforeAll(async () => {
    queue = await openQueue();
  });
  afterAll(() => queue.close());
  beforeEach(() => emptyQueue(queue.database));
  const row = (id: number) => readRecording(queue.database.kysely, id);
  const code = async (claim: Claim) => (await whyNotOwned(queue.database.kysely, claim)).code;

  it('a pending call is not claimed any more', async () => {
    const [id = 0] = await insertPending(queue.database, 1);
    expect(await cancel(queue.database, [id])).toEqual({ cancelled: [id], untouched: [] });
    expect(await claimNext(queue.database.kysely, 'w', 60)).toBeNull();
    expect(await row(id)).toMatchObject({ processing_status: 'cancelled', error_code: 'cancelled' });
  });

  it('a running call: the worker learns why, its result does not count, its attempt is closed', async () => {
    const [id = 0] = await insertPending(queue.database, 1);
    const claim = (await claimNext(queue.database.kysely, 'w', 60)) as Claim;
    await beginAttempt(queue.database.kysely, claim, 1, 'w');
    await cancel(queue.database, [id]);
    expect(await heartbeat(queue.database, claim, 60, { step: 'decode', percent: 7 })).toBe(false);
    expect(await code(claim)).toBe('cancelled');
    expect(await complete(queue.database.kysely, claim, FACTS)).toBe(false);
    await endAttempt(queue.database.kysely, claim, 'cancelled', { fetch: 1 }, null);
    const attempts = await queue.database.kysely.selectFrom('ai_call_attempts').selectAll().execute();
    expect(attempts).toMatchObject([{ outcome: 'cancelled' }]);
    expect(attempts[0]?.ended_at).not.toBeNull();
  });

  it('a row in other hands is lost, not cancelled; so is one that was cancelled and requeued', async () => {
    const [id = 0] = await insertPending(queue.database, 1);
    const first = (await claimNext(queue.database.kysely, 'w1', 60)) as Claim;
    await expireLease(queue.database, id);
    await recoverExpired(queue.database);
    expect(await code(first)).toBe('lease_lost');
    const second = (await claimNext(queue.database.kysely, 'w2', 60)) as Claim;
    await cancel(queue.database, [id]);
    await requeue(queue.database, { ids: [id] });
    expect(await code(second)).toBe('lease_lost');
    expect(await row(id)).toMatchObject({ processing_status: 'pending', attempts: 0 });
  });

  it('leaves finished calls alone and says which', async () => {
    const [done = 0, open = 0] = await insertPending(queue.database, 2);
    await complete(queue.database.kysely, (await claimNext(queue.database.kysely, 'w', 60)) as Claim, FACTS);
    expect(await cancel(queue.database, [open, done, 999_999])).toEqual({
      cancelled: [open],
      untouched: [done, 999_999],
    });
    expect(await row(done)).toMatchObject({ processing_status: 'completed' });
  });

  it('many at once, while workers claim: each call is either cancelled or claimed before', async () => {
    const ids = await insertPending(queue.database, 300);
    const [claims, result] = await Promise.all([
      Promise.all(Array.from({ length: 50 }, (_, n) => claimNext(queue.database.kysely, `w${n}`, 60))),
      cancel(queue.database, ids),
    ]);
    expect(claims.length).toBe(50);
    expect(result.cancelled).toHaveLength(300);
    const left = await sql`SELECT id FROM ai_call_recordings WHERE processing_status <> 'cancelled'`.execute(
      queue.database.kysely,
    );
    expect(left.rows).toEqual([]);
  });
});
