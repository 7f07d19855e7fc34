import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CallmillError } from '../../src/errors/error.ts';
import type { Claim } from '../../src/queue/claim.ts';
import { Claimer } from '../../src/queue/claimer.ts';
import { dateUndatedLeases } from '../../src/queue/date-undated-leases.ts';
import { fail } from '../../src/queue/fail.ts';
import { readRecording } from '../../src/queue/read.ts';
import { recoverExpired } from '../../src/queue/recover.ts';
import { requeue } from '../../src/queue/requeue.ts';
import { loadStatus } from '../../src/queue/status.ts';
import { emptyQueue } from './fill.ts';
import { insertPending, openQueue } from './queue.ts';

describe('a row that somebody wrote by hand', () => {
  let queue: Awaited<ReturnType<typeof openQueue>>;
  let id = 0;
  beforeAll(async () => {
    queue = await openQueue();
  });
  afterAll(() => queue.close());
  beforeEach(async () => {
    await emptyQueue(queue.database);
    [id = 0] = await insertPending(queue.database, 1);
  });
  const row = () => readRecording(queue.database.kysely, id);
  const next = () => new Claimer(queue.database, 'w', 60).next();
  /** As a session without strict mode would. */
  const loosely = (statement: string) =>
    queue.database.kysely.connection().execute(async (connection) => {
      await sql`SET @strict = @@SESSION.sql_mode, SESSION sql_mode = ''`.execute(connection);
      await sql.raw(statement).execute(connection);
      await sql`SET SESSION sql_mode = @strict`.execute(connection);
    });

  it('a status that is none is refused in a strict session and stays as it was', async () => {
    const statement = sql`UPDATE ai_call_recordings SET processing_status = 'waiting' WHERE id = ${id}`;
    await expect(statement.execute(queue.database.kysely)).rejects.toMatchObject({
      code: 'WARN_DATA_TRUNCATED',
    });
    expect(await row()).toMatchObject({ processing_status: 'pending' });
  });

  it('one from a session that is not strict is claimed by nobody, shown by status and mended by requeue', async () => {
    await loosely(`UPDATE ai_call_recordings SET processing_status = 'waiting' WHERE id = ${id}`);
    expect(await row()).toMatchObject({ processing_status: '' });
    expect(await next()).toBeNull();
    expect(await recoverExpired(queue.database)).toBe(0);
    expect((await loadStatus(queue.database)).invalidStatus).toEqual([id]);
    expect(await requeue(queue.database, { ids: [id] })).toBe(1);
    expect(await next()).not.toBeNull();
  });

  it('processing without a lease comes back with the next sweep', async () => {
    await sql`UPDATE ai_call_recordings SET processing_status = 'processing' WHERE id = ${id}`.execute(
      queue.database.kysely,
    );
    expect(await recoverExpired(queue.database)).toBe(0);
    expect(await dateUndatedLeases(queue.database)).toBe(1);
    expect(await recoverExpired(queue.database)).toBe(1);
    expect(await next()).not.toBeNull();
    expect(await dateUndatedLeases(queue.database)).toBe(0);
  });

  it.each([
    [-1, 0],
    [1_000_000_000, 65_535],
  ])(
    'priority %d is refused in a strict session and becomes %d in another, claimable as any',
    async (given, kept) => {
      const update = `UPDATE ai_call_recordings SET priority = ${given} WHERE id = ${id}`;
      await expect(sql.raw(update).execute(queue.database.kysely)).rejects.toMatchObject({
        code: 'ER_WARN_DATA_OUT_OF_RANGE',
      });
      await loosely(update);
      expect(await row()).toMatchObject({ priority: kept });
      expect(await next()).toMatchObject({ recordingId: id });
    },
  );

  it('max_attempts 0 means one attempt: it may complete, and its first failure is its last', async () => {
    await sql`UPDATE ai_call_recordings SET max_attempts = 0`.execute(queue.database.kysely);
    const claim = (await next()) as Claim;
    expect(claim.recordingId).toBe(id);
    const error = new CallmillError('engine_timeout', 'The engine did not answer');
    expect(await fail(queue.database.kysely, claim, error, 0)).toBe('failed');
  });

  it('a tenant that ai_tenants does not have is served like one without a cap', async () => {
    await sql`UPDATE ai_call_recordings SET tenant_id = 4711`.execute(queue.database.kysely);
    expect((await loadStatus(queue.database)).queue).toMatchObject([
      { tenantId: 4711, tenant: null, pending: 1 },
    ]);
    expect(await next()).toMatchObject({ recordingId: id });
  });
});
