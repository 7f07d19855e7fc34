import { sql } from 'kysely';
import type { Database } from '../database/connect.ts';
import type { ProcessingStatus, WorkerState } from '../database/schema.ts';
import { ERROR_CODES } from '../errors/codes.ts';
import { countByStatus, countQueue } from './count.ts';

export interface QueueStatus {
  readonly counts: Readonly<Record<ProcessingStatus, number>>;
  readonly oldestPendingSeconds: number;
  /** Workers heard of in the last ten minutes. */
  readonly workers: readonly {
    readonly name: string;
    readonly host: string;
    readonly state: WorkerState;
    readonly recordingId: number | null;
    readonly silentSeconds: number;
  }[];
  /** Failed rows by error code, most frequent first. */
  readonly failures: readonly { readonly code: string; readonly count: number; readonly remedy: string }[];
}

/** The state of the queue and the fleet, for a person who asks. */
export async function loadStatus(database: Database): Promise<QueueStatus> {
  const [counts, queue, workers, failures] = await Promise.all([
    countByStatus(database),
    countQueue(database),
    sql<{ name: string; host: string; state: WorkerState; recording: number | null; silent: number }>`
      SELECT name, host, state, current_recording_id AS recording,
             TIMESTAMPDIFF(MICROSECOND, heartbeat_at, UTC_TIMESTAMP(6)) / 1000000 AS silent
      FROM ai_workers
      WHERE heartbeat_at > UTC_TIMESTAMP(6) - INTERVAL 10 MINUTE
      ORDER BY name, started_at`.execute(database.kysely),
    sql<{ code: string | null; count: number }>`
      SELECT error_code AS code, COUNT(*) AS count
      FROM ai_call_recordings
      WHERE processing_status = 'failed'
      GROUP BY error_code
      ORDER BY count DESC`.execute(database.kysely),
  ]);
  return {
    counts,
    oldestPendingSeconds: queue.oldestPendingSeconds,
    workers: workers.rows.map((worker) => ({
      name: worker.name,
      host: worker.host,
      state: worker.state,
      recordingId: worker.recording,
      silentSeconds: Number(worker.silent),
    })),
    failures: failures.rows.map((failure) => ({
      code: failure.code ?? 'unknown',
      count: Number(failure.count),
      remedy: remedyOf(failure.code),
    })),
  };
}

function remedyOf(code: string | null): string {
  const known = Object.entries(ERROR_CODES).find(([name]) => name === code);
  return known?.[1].remedy ?? 'See "callmill show ID" of one of them.';
}
