import { sql } from 'kysely';
import type { Connection } from '../database/connect.ts';
import type { AttemptOutcome } from '../database/schema.ts';
import type { CallmillError } from '../errors/error.ts';
import type { Claim } from './claim.ts';

/** Wall time per stage in milliseconds. */
export type StageTimes = Readonly<Partial<Record<string, number>>>;

/** Opens the history line of a claim. */
export async function beginAttempt(
  connection: Connection,
  claim: Claim,
  attempt: number,
  worker: string,
): Promise<void> {
  await sql`
    INSERT INTO ai_call_attempts (recording_id, attempt, worker, claim_token, started_at)
    VALUES (${claim.recordingId}, ${attempt}, ${worker}, ${claim.token}, UTC_TIMESTAMP(6))`.execute(
    connection,
  );
}

/**
 * Closes it: how the claim ended, and where its time went. FORCE INDEX: MySQL otherwise intersects two indexes and MariaDB
 * takes `running`, whose entry this very statement moves, and so do those that cancel or close lost attempts.
 */
export async function endAttempt(
  connection: Connection,
  claim: Claim,
  outcome: Exclude<AttemptOutcome, 'running'>,
  stageMs: StageTimes,
  error: CallmillError | null,
): Promise<void> {
  await sql`
    UPDATE ai_call_attempts FORCE INDEX (one_per_claim)
    SET outcome = ${outcome},
        ended_at = UTC_TIMESTAMP(6),
        stage_ms = ${JSON.stringify(stageMs)},
        error_code = ${error?.code ?? null},
        error_message = ${error?.explanation.slice(0, 1000) ?? null},
        error_stage = ${error?.stage ?? null}
    WHERE recording_id = ${claim.recordingId} AND claim_token = ${claim.token} AND outcome = 'running'`.execute(
    connection,
  );
}
