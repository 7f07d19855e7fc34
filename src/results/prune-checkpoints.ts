import { sql } from 'kysely';
import type { Database } from '../database/connect.ts';

/** Rows one round deletes at most: payloads are large, and a long transaction would hold up the others. */
const BATCH = 100;

/**
 * Deletes checkpoints that nobody came back for, oldest first along index `by_age`: when there is none it reads one
 * index entry. Those of completed recordings are gone already.
 *
 * @returns rows deleted; as many as the batch holds means that there may be more
 */
export async function pruneCheckpoints(database: Database, days: number): Promise<number> {
  const result = await sql`
    DELETE FROM ai_call_checkpoints
    WHERE created_at < UTC_TIMESTAMP(6) - INTERVAL ${Math.round(days * 86_400)} SECOND
    ORDER BY created_at
    LIMIT ${sql.lit(BATCH)}`.execute(database.kysely);
  return Number(result.numAffectedRows ?? 0n);
}
