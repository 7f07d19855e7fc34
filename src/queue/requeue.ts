import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../database/connect.ts';
import type { RequestableStage } from '../pipeline/requested-stages.ts';
import { inBatches } from './batches.ts';
import { type DeadLetterFilter, deadLetterCondition } from './finished-filter.ts';

/** Which finished rows go back to the queue: these ids, or the dead letters that match. */
export type RequeueFilter = { readonly ids: readonly number[] } | DeadLetterFilter;

/** Rows one statement puts back. */
const BATCH = 200;

export interface RequeueOptions {
  /** What to do again; see pipeline/requested-stages.ts. */
  readonly stages?: readonly RequestableStage[] | undefined;
  /** Told after every batch how many rows are back. */
  readonly onProgress?: (done: number) => void;
}

/**
 * Puts rows back to `pending` with fresh attempts. By id: failed, cancelled and completed rows alike (a completed one
 * is processed again and its results replaced when the new ones are there), and rows whose status is no status. By
 * filter: failed rows only, oldest first, as far as they had failed when this began.
 *
 * Without `stages` a row keeps the request it has: a failed one is tried again as it was asked for, and a completed one
 * has none left, which means everything.
 *
 * @returns rows put back; a pending or processing row is left alone
 */
export async function requeue(
  database: Database,
  filter: RequeueFilter,
  { stages, onProgress }: RequeueOptions = {},
): Promise<number> {
  let requeued = 0;
  const count = (rows: number): number => {
    requeued += rows;
    onProgress?.(requeued);
    return rows;
  };
  if ('ids' in filter) {
    for (const ids of inBatches(filter.ids, BATCH)) count(await putBack(database, byId(ids), stages));
    return requeued;
  }
  const until = filter.until ?? { utc: await serverTime(database) };
  while (count(await putBack(database, oldest({ ...filter, until }), stages)) === BATCH);
  return requeued;
}

/**
 * A row that fails again at once must not be taken twice, so the end is fixed before the first batch; a millisecond on,
 * because that is as fine as a Date.
 */
async function serverTime(database: Database): Promise<Date> {
  const result = await sql<{ now: Date }>`
    SELECT UTC_TIMESTAMP(6) + INTERVAL 1000 MICROSECOND AS now`.execute(database.kysely);
  return result.rows[0]?.now ?? new Date(0);
}

/** '' is what a non-strict session stores for a word that is no status. */
function byId(ids: readonly number[]): RawBuilder<unknown> {
  return sql`
    SELECT id FROM ai_call_recordings FORCE INDEX (PRIMARY)
    WHERE id IN (${sql.join(ids)}) AND processing_status IN ('failed', 'cancelled', 'completed', '')
    ORDER BY id
    LIMIT ${sql.lit(BATCH)}
    FOR UPDATE`;
}

function oldest(filter: DeadLetterFilter): RawBuilder<unknown> {
  return sql`
    SELECT id FROM ai_call_recordings FORCE INDEX (finished)
    WHERE ${deadLetterCondition(filter)}
    ORDER BY processing_completed_at, id
    LIMIT ${sql.lit(BATCH)}
    FOR UPDATE`;
}

/** The shape of the claim: rows are found and locked by one index in its order, then changed by primary key. */
async function putBack(
  database: Database,
  rows: RawBuilder<unknown>,
  stages: readonly RequestableStage[] | undefined,
): Promise<number> {
  const result = await sql`
    UPDATE (${rows}
    ) AS chosen
    STRAIGHT_JOIN ai_call_recordings AS r FORCE INDEX (PRIMARY) ON r.id = chosen.id
    SET r.processing_status = 'pending',
        r.available_at = UTC_TIMESTAMP(6),
        r.attempts = 0,
        r.stalls = 0,
        ${stages === undefined ? sql`` : sql`r.requested_stages = ${JSON.stringify(stages)},`}
        r.progress_percentage = 0,
        r.current_step = NULL,
        r.claimed_by = NULL,
        r.claim_token = NULL,
        r.lease_expires_at = NULL,
        r.processing_started_at = NULL,
        r.processing_completed_at = NULL,
        r.updated_at = UTC_TIMESTAMP(6)`.execute(database.kysely);
  return Number(result.numAffectedRows ?? 0n);
}
