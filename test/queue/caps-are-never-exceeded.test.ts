import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Claim } from '../../src/queue/claim.ts';
import { Claimer } from '../../src/queue/claimer.ts';
import { addTenant, emptyQueue, fillQueue } from './fill.ts';
import { openQueue } from './queue.ts';

const CAP = 3;

describe('a cap on the calls of a tenant that run at once', () => {
  let queue: Awaited<ReturnType<typeof openQueue>>;
  beforeAll(async () => {
    queue = await openQueue();
  });
  afterAll(() => queue.close());
  beforeEach(() => emptyQueue(queue.database));

  const running = async (tenant: number) =>
    Number(
      (
        await sql<{ count: number }>`
          SELECT COUNT(*) AS count FROM ai_call_recordings
          WHERE processing_status = 'processing' AND tenant_id = ${tenant}`.execute(queue.database.kysely)
      ).rows[0]?.count,
    );
  const finish = (claim: Claim) =>
    sql`UPDATE ai_call_recordings SET processing_status = 'completed', claim_token = NULL
        WHERE id = ${claim.recordingId} AND claim_token = ${claim.token}`.execute(queue.database.kysely);

  it('ten workers that claim at the same moment do not exceed it, and the others’ calls go on', async () => {
    await addTenant(queue.database, 2, CAP);
    await fillQueue(queue.database, { count: 100, prefix: 'capped-', tenant: 2, priority: 10 });
    await fillQueue(queue.database, { count: 100, prefix: 'free-', tenant: 1 });
    const claims = await Promise.all(
      Array.from({ length: 10 }, (_, index) => new Claimer(queue.database, `w${index}`, 60).next()),
    );
    expect(claims).not.toContain(null);
    expect(await running(2)).toBeLessThanOrEqual(CAP);
    expect((await running(1)) + (await running(2))).toBe(10);
  });

  it('holds at every moment of a long race, and every call is served in the end', async () => {
    await addTenant(queue.database, 2, CAP);
    await fillQueue(queue.database, { count: 120, prefix: 'capped-', tenant: 2 });
    let most = 0;
    let served = 0;
    const work = async (name: string): Promise<void> => {
      const claimer = new Claimer(queue.database, name, 60);
      while (served < 120) {
        const claim = await claimer.next();
        if (claim === null) continue;
        most = Math.max(most, await running(2));
        served += 1;
        await finish(claim);
      }
    };
    await Promise.all(Array.from({ length: 8 }, (_, index) => work(`w${index}`)));
    expect(served).toBe(120);
    expect(most).toBeLessThanOrEqual(CAP);
  });

  it('0 pauses a tenant; taking the cap away lets it go on', async () => {
    await sql`UPDATE ai_tenants SET max_concurrent = 0 WHERE id = 1`.execute(queue.database.kysely);
    await fillQueue(queue.database, { count: 2, prefix: 'call-' });
    const claimer = new Claimer(queue.database, 'w', 60);
    expect(await claimer.next()).toBeNull();
    await sql`UPDATE ai_tenants SET max_concurrent = NULL WHERE id = 1`.execute(queue.database.kysely);
    expect(await claimer.next()).not.toBeNull();
  });

  it('a worker that died in the middle of its claim holds up its own tenant only', async () => {
    await addTenant(queue.database, 2, CAP);
    await fillQueue(queue.database, { count: 2, prefix: 'capped-', tenant: 2, priority: 10 });
    await fillQueue(queue.database, { count: 2, prefix: 'free-', tenant: 1 });
    await queue.database.kysely.transaction().execute(async (dead) => {
      await sql`SELECT id FROM ai_tenants WHERE id = 2 FOR UPDATE`.execute(dead);
      const claimer = new Claimer(queue.database, 'w', 60);
      expect(await claimer.next()).not.toBeNull();
      expect(await running(1)).toBe(1);
    });
  });
});
