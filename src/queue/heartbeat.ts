import { sql } from 'kysely';
import type { Connection, Database } from '../database/connect.ts';
import { CallmillError } from '../errors/error.ts';
import type { Claim } from './claim.ts';

/** What a worker is doing with a row, as the application shows it. */
export interface Progress {
  readonly step: string;
  /** 0…100 */
  readonly percent: number;
}

/**
 * Renews the lease and writes progress in one statement by primary key. FORCE INDEX, here and in the other statements of a
 * claim: while one row is processing MariaDB takes index `claim` instead, which other workers write to (no wait was seen).
 *
 * @returns false when the row has another owner or state now: the job must stop at once, for the reason that
 * {@link whyNotOwned} gives. mysql2 counts matched rows, not changed ones, so 0 is sound even when the values happen to
 * be the same.
 */
export async function heartbeat(
  database: Database,
  claim: Claim,
  leaseSeconds: number,
  progress: Progress,
): Promise<boolean> {
  const result = await sql`
    UPDATE ai_call_recordings FORCE INDEX (PRIMARY)
    SET lease_expires_at = UTC_TIMESTAMP(6) + INTERVAL ${leaseSeconds} SECOND,
        current_step = ${progress.step},
        progress_percentage = ${Math.round(progress.percent)},
        updated_at = UTC_TIMESTAMP(6)
    WHERE id = ${claim.recordingId} AND claim_token = ${claim.token} AND processing_status = 'processing'`.execute(
    database.kysely,
  );
  return (result.numAffectedRows ?? 0n) > 0n;
}

/** Why a claim is no claim any more: cancelled by a person, or in other hands. */
export async function whyNotOwned(connection: Connection, claim: Claim): Promise<CallmillError> {
  const row = await connection
    .selectFrom('ai_call_recordings')
    .select('processing_status')
    .where('id', '=', claim.recordingId)
    .executeTakeFirst();
  return row?.processing_status === 'cancelled'
    ? new CallmillError('cancelled', 'The recording was cancelled while it was being processed')
    : new CallmillError('lease_lost', 'The row has another owner now');
}
