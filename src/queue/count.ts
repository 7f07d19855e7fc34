import { sql } from 'kysely';
import type { Database } from '../database/connect.ts';

export interface QueueCounts {
  readonly pending: number;
  readonly processing: number;
  /** Age of the longest-waiting claimable row in seconds, 0 when there is none. */
  readonly oldestPendingSeconds: number;
}

/**
 * What waits and what runs, by index only: `GROUP BY processing_status` over the history costs seconds at ten million
 * rows, so finished rows are not counted here.
 */
export async function countQueue(database: Database): Promise<QueueCounts> {
  const result = await sql<{ pending: number; processing: number; oldest: number | null }>`
    SELECT
      (SELECT COUNT(*) FROM ai_call_recordings WHERE processing_status = 'pending') AS pending,
      (SELECT COUNT(*) FROM ai_call_recordings WHERE processing_status = 'processing') AS processing,
      (SELECT TIMESTAMPDIFF(MICROSECOND, MIN(available_at), UTC_TIMESTAMP(6)) / 1000000
         FROM ai_call_recordings WHERE processing_status = 'pending') AS oldest`.execute(database.kysely);
  const row = result.rows[0];
  return {
    pending: Number(row?.pending ?? 0),
    processing: Number(row?.processing ?? 0),
    oldestPendingSeconds: Math.max(0, Number(row?.oldest ?? 0)),
  };
}
