import { sql } from 'kysely';
import type { Database } from '../database/connect.ts';
import { ERROR_CODES } from '../errors/codes.ts';
import { inBatches } from './batches.ts';

/** Rows one transaction cancels. */
const BATCH = 200;

/** What became of the rows that were to be cancelled. */
export interface Cancelled {
  /** Ids that were pending or running until now. */
  readonly cancelled: readonly number[];
  /** Ids that are finished already (completed, failed, cancelled) or are not there. */
  readonly untouched: readonly number[];
}

/**
 * Takes pending and running calls out of the queue. A running call loses its token with this, so nothing its worker
 * writes counts any more; the worker learns it from its next heartbeat or progress write, stops, and frees its engine.
 */
export async function cancel(database: Database, ids: readonly number[]): Promise<Cancelled> {
  const cancelled: number[] = [];
  for (const batch of inBatches(ids.toSorted(ascending), BATCH)) {
    cancelled.push(...(await cancelBatch(database, batch)));
  }
  const done = new Set(cancelled);
  return { cancelled, untouched: ids.filter((id) => !done.has(id)) };
}

/** Locks the rows in order of id first: which of them were open is then known and stays so. */
async function cancelBatch(database: Database, ids: readonly number[]): Promise<number[]> {
  return await database.kysely.transaction().execute(async (transaction) => {
    const open = await sql<{ id: number }>`
      SELECT id FROM ai_call_recordings FORCE INDEX (PRIMARY)
      WHERE id IN (${sql.join(ids)}) AND processing_status IN ('pending', 'processing')
      ORDER BY id
      FOR UPDATE`.execute(transaction);
    const openIds = open.rows.map((row) => row.id);
    if (openIds.length === 0) return [];
    await sql`
      UPDATE ai_call_recordings FORCE INDEX (PRIMARY)
      SET processing_status = 'cancelled',
          processing_completed_at = UTC_TIMESTAMP(6),
          error_code = 'cancelled',
          error_message = ${ERROR_CODES.cancelled.remedy},
          error_stage = current_step,
          claim_token = NULL,
          lease_expires_at = NULL,
          current_step = NULL,
          updated_at = UTC_TIMESTAMP(6)
      WHERE id IN (${sql.join(openIds)})`.execute(transaction);
    await sql`
      UPDATE ai_call_attempts FORCE INDEX (running)
      SET outcome = 'cancelled', ended_at = UTC_TIMESTAMP(6), error_code = 'cancelled'
      WHERE outcome = 'running' AND recording_id IN (${sql.join(openIds)})`.execute(transaction);
    return openIds;
  });
}

function ascending(a: number, b: number): number {
  return a - b;
}
