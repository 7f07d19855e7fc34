import { sql } from 'kysely';
import type { Connection, Database } from '../database/connect.ts';

/**
 * Runs `work` while this process is the one that speaks for the fleet, on the connection that holds the named lock: when
 * the connection goes, so does the lock, and another worker takes over.
 *
 * @returns false at once when somebody else holds it
 */
export async function holdFleetLock(
  database: Database,
  work: (connection: Connection) => Promise<void>,
): Promise<boolean> {
  return await database.kysely.connection().execute(async (connection) => {
    // Named locks are the server's, not the database's: two fleets on one server each have their own.
    const taken = await sql<{ taken: number }>`
      SELECT GET_LOCK(CONCAT('callmill:', LEFT(DATABASE(), 50)), 0) AS taken`.execute(connection);
    if (Number(taken.rows[0]?.taken ?? 0) !== 1) return false;
    try {
      await work(connection);
    } finally {
      await sql`SELECT RELEASE_LOCK(CONCAT('callmill:', LEFT(DATABASE(), 50)))`
        .execute(connection)
        .catch(() => undefined);
    }
    return true;
  });
}
