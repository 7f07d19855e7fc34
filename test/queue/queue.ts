import { sql } from 'kysely';
import { type Database, openDatabase } from '../../src/database/connect.ts';
import { migrate } from '../../src/database/migrate.ts';
import { submit } from '../../src/queue/submit.ts';
import { freshDatabase } from '../setup/fresh-database.ts';

/** A migrated database of its own for one test file. One connection where its reads are to be counted (`readsOf`). */
export async function openQueue({ poolSize = 10 } = {}): Promise<{
  database: Database;
  close: () => Promise<void>;
}> {
  const fresh = await freshDatabase();
  const database = openDatabase({ ...fresh, poolSize, queryTimeoutMs: 10_000 });
  await migrate(database.kysely);
  return {
    database,
    async close() {
      await database.close();
      await fresh.drop();
    },
  };
}

/** Inserts pending rows and returns their ids. */
export async function insertPending(database: Database, count: number, prefix = 'call'): Promise<number[]> {
  const ids: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const { recordingId } = await submit(database, {
      callId: `${prefix}-${index}`,
      storageKey: `${prefix}-${index}.wav`,
    });
    ids.push(recordingId);
  }
  return ids;
}

/** Pretends that the owner of a row died a while ago. */
export async function expireLease(database: Database, id: number): Promise<void> {
  await sql`UPDATE ai_call_recordings SET lease_expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND WHERE id = ${id}`.execute(
    database.kysely,
  );
}
