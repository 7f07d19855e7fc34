import { sql } from 'kysely';
import type { Database } from '../database/connect.ts';
import type { ProcessingStatus } from '../database/schema.ts';

export interface QueueCounts {
  readonly pending: number;
  readonly processing: number;
  /** Age of the longest-waiting claimable row in seconds, 0 when there is none. */
  readonly oldestPendingSeconds: number;
}

/**
 * What waits and what runs, by index only: `GROUP BY processing_status` over the history costs seconds at ten million
 * rows, so finished rows are not counted here (see {@link countByStatus}).
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

/** Rows per status, the history included: for a person who asks, not for a scrape. */
export async function countByStatus(database: Database): Promise<Readonly<Record<ProcessingStatus, number>>> {
  const rows = await database.kysely
    .selectFrom('ai_call_recordings')
    .select(['processing_status', (builder) => builder.fn.countAll<number>().as('count')])
    .groupBy('processing_status')
    .execute();
  const counts: Record<ProcessingStatus, number> = {
    pending: 0,
    processing: 0,
    completed: 0,
    failed: 0,
    cancelled: 0,
  };
  for (const row of rows) counts[row.processing_status] = Number(row.count);
  return counts;
}
