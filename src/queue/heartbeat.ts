import { sql } from 'kysely';
import type { Database } from '../database/connect.ts';
import type { Claim } from './claim.ts';

/** What a worker is doing with a row, as the application shows it. */
export interface Progress {
  readonly step: string;
  /** 0…100 */
  readonly percent: number;
}

/**
 * Renews the lease and writes progress in one statement by primary key.
 *
 * @returns false when the row has another owner or state now: the job must stop at once. mysql2 counts matched rows,
 * not changed ones, so 0 is sound even when the values happen to be the same.
 */
export async function heartbeat(
  database: Database,
  claim: Claim,
  leaseSeconds: number,
  progress: Progress,
): Promise<boolean> {
  const result = await sql`
    UPDATE ai_call_recordings
    SET lease_expires_at = UTC_TIMESTAMP(6) + INTERVAL ${leaseSeconds} SECOND,
        current_step = ${progress.step},
        progress_percentage = ${Math.round(progress.percent)},
        updated_at = UTC_TIMESTAMP(6)
    WHERE id = ${claim.recordingId} AND claim_token = ${claim.token} AND processing_status = 'processing'`.execute(
    database.kysely,
  );
  return (result.numAffectedRows ?? 0n) > 0n;
}
