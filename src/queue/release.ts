import { sql } from 'kysely';
import type { Connection } from '../database/connect.ts';
import type { CallmillError } from '../errors/error.ts';
import type { Claim } from './claim.ts';
import { toMicroseconds } from './fail.ts';

/**
 * Gives a row back with its attempt refunded: the worker is stopping, or something that has nothing to do with the
 * recording (database, bucket, model) is not there.
 *
 * @returns false when the token was already lost
 */
export async function release(
  connection: Connection,
  claim: Claim,
  reason: CallmillError,
  availableInSeconds: number,
): Promise<boolean> {
  const result = await sql`
    UPDATE ai_call_recordings FORCE INDEX (PRIMARY)
    SET processing_status = 'pending',
        attempts = GREATEST(attempts, 1) - 1,
        available_at = UTC_TIMESTAMP(6) + INTERVAL ${toMicroseconds(availableInSeconds)} MICROSECOND,
        error_code = ${reason.code},
        error_message = ${reason.explanation.slice(0, 1000)},
        error_stage = ${reason.stage},
        claimed_by = NULL,
        claim_token = NULL,
        lease_expires_at = NULL,
        current_step = NULL,
        progress_percentage = 0,
        updated_at = UTC_TIMESTAMP(6)
    WHERE id = ${claim.recordingId} AND claim_token = ${claim.token} AND processing_status = 'processing'`.execute(
    connection,
  );
  return (result.numAffectedRows ?? 0n) > 0n;
}
