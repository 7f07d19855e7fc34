import { sql } from 'kysely';
import type { Database } from '../database/connect.ts';

/**
 * Gives rows that are `processing` without a lease one that has run out, so that the sweep takes them back: somebody set
 * the status by hand. No claim leaves such a row; it sets status and lease together. Index `recover` keeps NULLs first.
 *
 * @returns rows found
 */
export async function dateUndatedLeases(database: Database): Promise<number> {
  const result = await sql`
    UPDATE ai_call_recordings FORCE INDEX (recover)
    SET lease_expires_at = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND, updated_at = UTC_TIMESTAMP(6)
    WHERE processing_status = 'processing' AND lease_expires_at IS NULL
    ORDER BY lease_expires_at, id
    LIMIT 100`.execute(database.kysely);
  return Number(result.numAffectedRows ?? 0n);
}
