import { sql } from 'kysely';
import type { Connection } from '../database/connect.ts';

/** What is true of the whole fleet, for one scrape; see {@link holdFleetLock} for who may export it. */
export interface FleetFacts {
  readonly pending: number;
  readonly processing: number;
  /** Failed for good and not requeued: dead letters. */
  readonly failed: number;
  /** Seconds the longest-waiting claimable row has been claimable; 0 when none is. */
  readonly oldestPendingSeconds: number;
  /** Claims whose worker is late with its heartbeat and that no sweep has taken back yet. */
  readonly expiredLeases: number;
  /** Workers heard of in the last minute that have not ended. */
  readonly liveWorkers: number;
}

/** Seven index reads in one statement; the history of finished calls is not touched. */
export async function readFleetFacts(connection: Connection): Promise<FleetFacts> {
  const result = await sql<Record<keyof FleetFacts, number | null>>`
    SELECT
      (SELECT COUNT(*) FROM ai_call_recordings WHERE processing_status = 'pending') AS pending,
      (SELECT COUNT(*) FROM ai_call_recordings WHERE processing_status = 'processing') AS processing,
      (SELECT COUNT(*) FROM ai_call_recordings WHERE processing_status = 'failed') AS failed,
      (SELECT TIMESTAMPDIFF(MICROSECOND, MIN(available_at), UTC_TIMESTAMP(6)) / 1000000
         FROM ai_call_recordings WHERE processing_status = 'pending') AS oldestPendingSeconds,
      (SELECT COUNT(*) FROM ai_call_recordings FORCE INDEX (recover)
         WHERE processing_status = 'processing' AND lease_expires_at < UTC_TIMESTAMP(6)) AS expiredLeases,
      (SELECT COUNT(*) FROM ai_workers
         WHERE heartbeat_at > UTC_TIMESTAMP(6) - INTERVAL 1 MINUTE
           AND state IN ('initialising', 'running', 'draining')) AS liveWorkers`.execute(connection);
  const row = result.rows[0];
  const number = (name: keyof FleetFacts): number => Math.max(0, Number(row?.[name] ?? 0));
  return {
    pending: number('pending'),
    processing: number('processing'),
    failed: number('failed'),
    oldestPendingSeconds: number('oldestPendingSeconds'),
    expiredLeases: number('expiredLeases'),
    liveWorkers: number('liveWorkers'),
  };
}
