import { type ControlledTransaction, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/connect.ts';
import { isContention } from '../../src/database/errors.ts';
import { migrate } from '../../src/database/migrate.ts';
import type { Schema } from '../../src/database/schema.ts';
import { CallmillError } from '../../src/errors/error.ts';
import { beginAttempt } from '../../src/queue/attempts.ts';
import { type Claim, claimNext } from '../../src/queue/claim.ts';
import { requeue } from '../../src/queue/requeue.ts';
import { loadCall } from '../../src/results/load.ts';
import { publish } from '../../src/results/publish.ts';
import { finishedCall } from '../deploy/laravel/published-call.ts';
import { insertPending } from '../queue/queue.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

const call = await finishedCall();

describe('publishing while others hold the rows', () => {
  let fresh: Awaited<ReturnType<typeof freshDatabase>>;
  let worker: Database;
  let application: Database;
  let id = 0;
  let claim: Claim;
  beforeEach(async () => {
    fresh = await freshDatabase();
    // The query timeout decides how long a lock is waited for: 1 s.
    worker = openDatabase({ ...fresh, poolSize: 2, queryTimeoutMs: 3000 });
    application = openDatabase({ ...fresh, poolSize: 3, queryTimeoutMs: 20_000 });
    await migrate(application.kysely);
    [id = 0] = await insertPending(application, 1);
    // A first run, so that there are results to replace.
    await publish(worker, await claimed(), call, {});
    await requeue(application, { ids: [id] });
    claim = await claimed();
  });
  afterEach(async () => {
    await worker.close();
    await application.close();
    await fresh.drop();
  });

  it('a lock that is held too long is a busy database, and the same result is published afterwards', async () => {
    const holder = await application.kysely.startTransaction().execute();
    await sql`UPDATE ai_call_recordings SET priority = 1 WHERE id = ${id}`.execute(holder);
    const error = await failure();
    expect([error.code, systemCause(error)]).toEqual(['database_unavailable', 'ER_LOCK_WAIT_TIMEOUT']);
    await holder.commit().execute();
    await publish(worker, claim, call, {});
    await expectPublishedOnce();
  });

  it('the loser of a deadlock is a busy database, and the same result is published afterwards', async () => {
    const other = await application.kysely.startTransaction().execute();
    await makeHeavy(other);
    await sql`UPDATE ai_call_transcriptions SET word_count = 1 WHERE recording_id = ${id}`.execute(other);
    const publishing = failure();
    // publish holds the recording and waits for its transcript, which the other holds.
    await waitingFor('delete from `ai_call_transcriptions`');
    await sql`UPDATE ai_call_recordings SET priority = 1 WHERE id = ${id}`.execute(other);
    const error = await publishing;
    expect([error.code, systemCause(error)]).toEqual(['database_unavailable', 'ER_LOCK_DEADLOCK']);
    await other.commit().execute();
    await publish(worker, claim, call, {});
    await expectPublishedOnce();
  });

  it('KILL of the connection in the middle of publishing is a database gone, and nothing of it is left', async () => {
    const holder = await application.kysely.startTransaction().execute();
    await sql`UPDATE ai_call_transcriptions SET word_count = 1 WHERE recording_id = ${id}`.execute(holder);
    const publishing = failure();
    const connection = await waitingFor('delete from `ai_call_transcriptions`');
    await sql.raw(`KILL ${connection}`).execute(application.kysely);
    expect((await publishing).code).toBe('database_unavailable');
    await holder.rollback().execute();
    const stored = await loadCall(application, id);
    expect(stored?.recording).toMatchObject({ processing_status: 'processing', claim_token: claim.token });
    await publish(worker, claim, call, {});
    await expectPublishedOnce();
  });

  async function claimed(): Promise<Claim> {
    const won = (await claimNext(worker.kysely, 'w', 60)) as Claim;
    await beginAttempt(worker.kysely, won, 1, 'w');
    return won;
  }

  async function failure(): Promise<CallmillError> {
    const thrown: unknown = await publish(worker, claim, call, {}).then(
      () => new Error('it was published'),
      (error: unknown) => error,
    );
    if (thrown instanceof CallmillError) return thrown;
    throw thrown;
  }

  /** InnoDB ends the transaction that changed fewer rows: this one must have changed more than a publication. */
  async function makeHeavy(transaction: ControlledTransaction<Schema>): Promise<void> {
    const rows = Array.from({ length: 200 }, (_, n) => ({ apex_id: `heavy-${n}`, storage_key: 'k' }));
    for (const row of rows) {
      await sql`INSERT INTO ai_call_recordings (apex_id, storage_key) VALUES (${row.apex_id}, ${row.storage_key})`.execute(
        transaction,
      );
    }
  }

  /** @returns the connection that runs such a statement, once one does and waits */
  async function waitingFor(statement: string): Promise<number> {
    const find = sql<{ id: number }>`
      SELECT ID AS id FROM information_schema.PROCESSLIST
      WHERE DB = ${fresh.database} AND INFO LIKE ${`${statement}%`}`;
    await expect.poll(async () => (await find.execute(application.kysely)).rows.length).toBe(1);
    return Number((await find.execute(application.kysely)).rows[0]?.id);
  }

  async function expectPublishedOnce(): Promise<void> {
    const stored = await loadCall(application, id);
    expect(stored?.recording).toMatchObject({ processing_status: 'completed', stalls: 0 });
    expect(stored?.transcription?.word_count).toBe(
      stored?.segments.reduce((sum, row) => sum + JSON.parse(row.words).length, 0),
    );
    expect(stored?.segments).toHaveLength(call.segments.length);
    expect(stored?.attempts.map((attempt) => attempt.outcome)).toEqual(['completed', 'completed']);
  }
});

function systemCause(error: CallmillError): string {
  const { cause } = error;
  if (!isContention(cause) || !(cause instanceof Error) || !('code' in cause)) return 'none';
  return String(cause.code);
}
