import { sql } from 'kysely';
import type { Database } from '../database/connect.ts';
import { remedyOf } from '../errors/remedy.ts';
import { type DeadLetterFilter, deadLetterCondition } from './finished-filter.ts';

/** A recording that failed for good and waits for a person. */
export interface DeadLetter {
  readonly recordingId: number;
  readonly callId: string;
  readonly tenantId: number;
  readonly code: string;
  readonly stage: string | null;
  /** What happened, one sentence without personal data. */
  readonly message: string | null;
  readonly failedAt: Date | null;
  readonly attempts: number;
  /** What to do before requeueing it. */
  readonly remedy: string;
}

export interface DeadLetters {
  /** All that match, whether listed or not. */
  readonly total: number;
  readonly letters: readonly DeadLetter[];
}

/** The newest dead letters that match. Ids come from index `finished` alone; only the listed rows are read. */
export async function listDeadLetters(
  database: Database,
  filter: DeadLetterFilter,
  limit: number,
): Promise<DeadLetters> {
  const [total, rows] = await Promise.all([
    countDeadLetters(database, filter),
    readLetters(database, filter, limit),
  ]);
  return { total, letters: rows };
}

/** How many match; reads index entries of failed rows only. */
export async function countDeadLetters(database: Database, filter: DeadLetterFilter): Promise<number> {
  const result = await sql<{ count: number }>`
    SELECT COUNT(*) AS count FROM ai_call_recordings FORCE INDEX (finished)
    WHERE ${deadLetterCondition(filter)}`.execute(database.kysely);
  return Number(result.rows[0]?.count ?? 0);
}

interface Row {
  id: number;
  apex_id: string;
  tenant_id: number;
  error_code: string | null;
  error_stage: string | null;
  error_message: string | null;
  failed_at: Date | null;
  attempts: number;
}

async function readLetters(
  database: Database,
  filter: DeadLetterFilter,
  limit: number,
): Promise<DeadLetter[]> {
  const result = await sql<Row>`
    SELECT r.id, r.apex_id, r.tenant_id, r.error_code, r.error_stage, r.error_message,
           r.processing_completed_at AS failed_at, r.attempts
    FROM (
      SELECT id FROM ai_call_recordings FORCE INDEX (finished)
      WHERE ${deadLetterCondition(filter)}
      ORDER BY processing_completed_at DESC, id DESC
      LIMIT ${sql.lit(limit)}
    ) AS dead
    STRAIGHT_JOIN ai_call_recordings AS r FORCE INDEX (PRIMARY) ON r.id = dead.id
    ORDER BY r.processing_completed_at DESC, r.id DESC`.execute(database.kysely);
  return result.rows.map((row) => ({
    recordingId: row.id,
    callId: row.apex_id,
    tenantId: row.tenant_id,
    code: row.error_code ?? 'unknown',
    stage: row.error_stage,
    message: row.error_message,
    failedAt: row.failed_at,
    attempts: row.attempts,
    remedy: remedyOf(row.error_code),
  }));
}
