import { sql } from 'kysely';
import type { Database } from '../database/connect.ts';
import type { RequestableStage } from '../pipeline/requested-stages.ts';

/** Which finished rows go back to the queue. */
export interface RequeueFilter {
  readonly ids?: readonly number[];
  /** Failed rows with this error code. */
  readonly errorCode?: string;
}

export interface RequeueOptions {
  /** What to do again; see pipeline/requested-stages.ts. */
  readonly stages?: readonly RequestableStage[] | undefined;
}

/**
 * Puts rows back to `pending` with fresh attempts. By id: failed, cancelled and completed rows alike (a completed one
 * is processed again and its results replaced when the new ones are there). By code: failed rows only.
 *
 * Without `stages` a row keeps the request it has: a failed one is tried again as it was asked for, and a completed one
 * has none left, which means everything.
 *
 * @returns rows put back; a pending or processing row is left alone
 */
export async function requeue(
  database: Database,
  filter: RequeueFilter,
  { stages }: RequeueOptions = {},
): Promise<number> {
  const which =
    filter.ids === undefined
      ? sql`processing_status = 'failed' AND error_code = ${filter.errorCode ?? ''}`
      : sql`processing_status IN ('failed', 'cancelled', 'completed') AND id IN (${sql.join(filter.ids)})`;
  const result = await sql`
    UPDATE ai_call_recordings
    SET processing_status = 'pending',
        available_at = UTC_TIMESTAMP(6),
        attempts = 0,
        stalls = 0,
        ${stages === undefined ? sql`` : sql`requested_stages = ${JSON.stringify(stages)},`}
        progress_percentage = 0,
        current_step = NULL,
        claimed_by = NULL,
        claim_token = NULL,
        lease_expires_at = NULL,
        processing_started_at = NULL,
        processing_completed_at = NULL,
        updated_at = UTC_TIMESTAMP(6)
    WHERE ${which}`.execute(database.kysely);
  return Number(result.numAffectedRows ?? 0n);
}
