import { sql } from 'kysely';
import type { Database } from '../database/connect.ts';
import { ERROR_CODES } from '../errors/codes.ts';
import { POISONED, STALLS_BEFORE_QUARANTINE } from './quarantine.ts';

/** Rows one sweep takes at most, so that it never holds many locks. */
const BATCH = 100;

/**
 * Takes back what dead workers left: rows whose lease has run out return to `pending`; a row that stalls twice, or has
 * no attempt left, becomes `failed` instead of killing a third worker.
 *
 * A claim whose answer never reached its worker has no line in the history: nothing was tried, so it costs neither an
 * attempt nor a stall. Two cut connections must not set a healthy recording aside.
 *
 * A statement of its own on index `recover`: folding it into the claim (`pending OR expired`) costs a filesort, which
 * locks every candidate (3,012 → 223 jobs/s measured). Any worker may run it at any time.
 *
 * @returns rows taken back
 */
export async function recoverExpired(database: Database): Promise<number> {
  // Decided from the subquery's columns alone: a joined UPDATE promises no order of its assignments.
  const poison = sql`expired.stalls + expired.started >= ${STALLS_BEFORE_QUARANTINE}`;
  const final = sql`(${poison} OR (expired.started AND expired.attempts >= expired.max_attempts))`;
  const result = await sql`
    UPDATE (
      SELECT late.id, late.stalls, late.attempts, late.max_attempts,
             EXISTS (
               SELECT 1 FROM ai_call_attempts AS a
               WHERE a.recording_id = late.id AND a.claim_token = late.claim_token
             ) AS started
      FROM ai_call_recordings AS late FORCE INDEX (recover)
      WHERE late.processing_status = 'processing' AND late.lease_expires_at < UTC_TIMESTAMP(6)
      ORDER BY late.lease_expires_at, late.id
      LIMIT ${sql.lit(BATCH)}
      FOR UPDATE SKIP LOCKED
    ) AS expired
    STRAIGHT_JOIN ai_call_recordings AS r FORCE INDEX (PRIMARY) ON r.id = expired.id
    SET r.processing_status = IF(${final}, 'failed', 'pending'),
        r.processing_completed_at = IF(${final}, UTC_TIMESTAMP(6), NULL),
        r.error_code = IF(${poison}, 'poison_input', 'worker_lost'),
        r.error_message = IF(${poison}, ${POISONED}, ${ERROR_CODES.worker_lost.remedy}),
        r.attempts = IF(expired.started, expired.attempts, GREATEST(expired.attempts, 1) - 1),
        r.error_stage = COALESCE(r.current_step, 'worker'),
        r.available_at = UTC_TIMESTAMP(6),
        r.stalls = expired.stalls + expired.started,
        r.claim_token = NULL,
        r.lease_expires_at = NULL,
        r.current_step = NULL,
        r.progress_percentage = 0,
        r.updated_at = UTC_TIMESTAMP(6)`.execute(database.kysely);
  return Number(result.numAffectedRows ?? 0n);
}
