import { sql } from 'kysely';
import type { Connection } from '../database/connect.ts';
import type { CallmillError } from '../errors/error.ts';
import type { Claim } from './claim.ts';
import { POISONED, STALLS_BEFORE_QUARANTINE } from './quarantine.ts';

/** What became of a claim that ended in an error. */
export type FailureOutcome = 'retried' | 'failed' | 'lost';

/**
 * Ends a claim with an error: back to `pending` after a pause when another attempt is due, `failed` otherwise.
 * There is one claimable state only; a row that waits for its retry is pending with a later `available_at`.
 *
 * A crash of the engine counts as a stall, like a worker that died: the second on one input sets it aside
 * (`poison_input`) instead of risking a third.
 *
 * @param retryAfterSeconds pause before the next attempt; ignored for permanent errors
 */
export async function fail(
  connection: Connection,
  claim: Claim,
  error: CallmillError,
  retryAfterSeconds: number,
): Promise<FailureOutcome> {
  const again = error.retry === 'permanent' ? 0 : 1;
  const crash = error.code === 'engine_crashed' ? 1 : 0;
  const poison = sql`stalls + ${crash} >= ${STALLS_BEFORE_QUARANTINE} AND ${crash} = 1`;
  // Assignments run left to right: whatever reads stalls comes before stalls itself changes.
  const result = await sql`
    UPDATE ai_call_recordings FORCE INDEX (PRIMARY)
    SET processing_status = IF(${again} = 1 AND attempts < max_attempts AND NOT (${poison}), 'pending', 'failed'),
        available_at = UTC_TIMESTAMP(6) + INTERVAL ${toMicroseconds(retryAfterSeconds)} MICROSECOND,
        processing_completed_at = IF(processing_status = 'failed', UTC_TIMESTAMP(6), NULL),
        error_code = IF(${poison}, 'poison_input', ${error.code}),
        error_message = IF(${poison}, ${POISONED}, ${error.explanation.slice(0, 1000)}),
        error_stage = ${error.stage},
        stalls = stalls + ${crash},
        claim_token = NULL,
        lease_expires_at = NULL,
        current_step = NULL,
        updated_at = UTC_TIMESTAMP(6)
    WHERE id = ${claim.recordingId} AND claim_token = ${claim.token} AND processing_status = 'processing'`.execute(
    connection,
  );
  if ((result.numAffectedRows ?? 0n) === 0n) return 'lost';
  const row = await connection
    .selectFrom('ai_call_recordings')
    .select('processing_status')
    .where('id', '=', claim.recordingId)
    .executeTakeFirstOrThrow();
  return row.processing_status === 'failed' ? 'failed' : 'retried';
}

/** Whole microseconds, for INTERVAL. */
export function toMicroseconds(seconds: number): number {
  return Math.round(seconds * 1_000_000);
}
