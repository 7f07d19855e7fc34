import { sql } from 'kysely';
import type { Database } from '../database/connect.ts';

/** Attempts one call closes at most. */
const BATCH = 500;

/**
 * Closes the history lines of claims that no longer exist: their worker died, or lost the row and could not say so.
 *
 * A plain read finds them (index `running` keeps it to the few that are open), then they are closed by key. One joined
 * UPDATE would lock attempts before recordings while publishing locks them the other way round: a deadlock, seen once
 * in 200 recordings. The read may be old when the write comes, which does no harm: a token that was lost never returns.
 *
 * @returns attempts closed
 */
export async function closeLostAttempts(database: Database): Promise<number> {
  const lost = await sql<{ id: number }>`
    SELECT a.id
    FROM ai_call_attempts AS a FORCE INDEX (running)
    JOIN ai_call_recordings AS r ON r.id = a.recording_id
    WHERE a.outcome = 'running' AND (r.claim_token IS NULL OR r.claim_token <> a.claim_token)
    LIMIT ${sql.lit(BATCH)}`.execute(database.kysely);
  if (lost.rows.length === 0) return 0;
  const result = await sql`
    UPDATE ai_call_attempts
    SET outcome = 'lost', ended_at = UTC_TIMESTAMP(6), error_code = 'lease_lost'
    WHERE id IN (${sql.join(lost.rows.map((row) => row.id))}) AND outcome = 'running'`.execute(
    database.kysely,
  );
  return Number(result.numAffectedRows ?? 0n);
}
