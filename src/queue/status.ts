import { sql } from 'kysely';
import type { Database } from '../database/connect.ts';
import type { WorkerState } from '../database/schema.ts';
import { remedyOf } from '../errors/remedy.ts';
import { loadQueueByTenant, type TenantQueue } from './queue-by-tenant.ts';

/** Finished calls of a span of time. */
export interface Throughput {
  readonly completed: number;
  readonly failed: number;
  readonly cancelled: number;
}

export interface WorkerLine {
  readonly name: string;
  readonly host: string;
  readonly version: string;
  readonly state: WorkerState;
  readonly recordingId: number | null;
  readonly silentSeconds: number;
}

export interface QueueStatus {
  readonly counts: { readonly pending: number; readonly processing: number; readonly failed: number };
  /** Of the rows that may be claimed now; 0 when there is none. */
  readonly oldestPendingSeconds: number;
  /** What waits and runs, by tenant and band. */
  readonly queue: readonly TenantQueue[];
  readonly lastHour: Throughput;
  readonly lastDay: Throughput;
  /** Rows whose status is no status: written by hand in a session that is not strict. Nobody claims them. */
  readonly invalidStatus: readonly number[];
  /** Workers heard of in the last ten minutes. */
  readonly workers: readonly WorkerLine[];
  /** Failed rows by error code, most frequent first. */
  readonly failures: readonly { readonly code: string; readonly count: number; readonly remedy: string }[];
}

/**
 * The state of the queue and the fleet, for a person who asks. Reads index entries of pending, processing and failed
 * rows and of the last day; how long the history is makes no difference.
 */
export async function loadStatus(database: Database): Promise<QueueStatus> {
  const [queue, spans, invalidStatus, workers, failures] = await Promise.all([
    loadQueueByTenant(database),
    loadThroughput(database),
    loadInvalid(database),
    loadWorkers(database),
    loadFailures(database),
  ]);
  const sum = (of: (line: TenantQueue) => number) => queue.reduce((total, line) => total + of(line), 0);
  return {
    counts: {
      pending: sum((line) => line.pending),
      processing: sum((line) => line.processing),
      failed: failures.reduce((total, failure) => total + failure.count, 0),
    },
    oldestPendingSeconds: Math.max(0, ...queue.map((line) => line.oldestSeconds)),
    queue,
    ...spans,
    invalidStatus,
    workers,
    failures,
  };
}

/** One range of index `finished` per status. */
async function loadThroughput(
  database: Database,
): Promise<{ readonly lastHour: Throughput; readonly lastDay: Throughput }> {
  const result = await sql<{ status: keyof Throughput; hour: number; day: number }>`
    SELECT processing_status AS status,
           SUM(processing_completed_at >= UTC_TIMESTAMP(6) - INTERVAL 1 HOUR) AS hour,
           COUNT(*) AS day
    FROM ai_call_recordings FORCE INDEX (finished)
    WHERE processing_status IN ('completed', 'failed', 'cancelled')
      AND processing_completed_at >= UTC_TIMESTAMP(6) - INTERVAL 1 DAY
    GROUP BY processing_status`.execute(database.kysely);
  const lastHour = { completed: 0, failed: 0, cancelled: 0 };
  const lastDay = { completed: 0, failed: 0, cancelled: 0 };
  for (const row of result.rows) {
    lastHour[row.status] = Number(row.hour);
    lastDay[row.status] = Number(row.day);
  }
  return { lastHour, lastDay };
}

async function loadInvalid(database: Database): Promise<number[]> {
  const result = await sql<{ id: number }>`
    SELECT id FROM ai_call_recordings FORCE INDEX (lanes) WHERE processing_status = '' LIMIT 100`.execute(
    database.kysely,
  );
  return result.rows.map((row) => row.id);
}

async function loadWorkers(database: Database): Promise<WorkerLine[]> {
  const result = await sql<{
    name: string;
    host: string;
    version: string;
    state: WorkerState;
    recording: number | null;
    silent: number;
  }>`
    SELECT name, host, version, state, current_recording_id AS recording,
           TIMESTAMPDIFF(MICROSECOND, heartbeat_at, UTC_TIMESTAMP(6)) / 1000000 AS silent
    FROM ai_workers
    WHERE heartbeat_at > UTC_TIMESTAMP(6) - INTERVAL 10 MINUTE
    ORDER BY name, started_at`.execute(database.kysely);
  return result.rows.map(({ recording, silent, ...worker }) => ({
    ...worker,
    recordingId: recording,
    silentSeconds: Number(silent),
  }));
}

/** Index entries of failed rows only. */
async function loadFailures(database: Database): Promise<{ code: string; count: number; remedy: string }[]> {
  const result = await sql<{ code: string | null; count: number }>`
    SELECT error_code AS code, COUNT(*) AS count
    FROM ai_call_recordings FORCE INDEX (finished)
    WHERE processing_status = 'failed'
    GROUP BY error_code
    ORDER BY count DESC`.execute(database.kysely);
  return result.rows.map((failure) => ({
    code: failure.code ?? 'unknown',
    count: Number(failure.count),
    remedy: remedyOf(failure.code),
  }));
}
