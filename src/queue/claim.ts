import { randomBytes } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { Connection } from '../database/connect.ts';
import type { ProcessingStatus } from '../database/schema.ts';

/** Proof of ownership: every later write to the row names the token and does nothing once the row has another. */
export interface Claim {
  readonly recordingId: number;
  /** 128 random bits, hex. A worker id would not do: a worker can lose a row and win it again. */
  readonly token: string;
}

const PENDING: ProcessingStatus = 'pending';

/**
 * Takes the first claimable row of all, or none: small priority first, then the longest waiting. One statement, exact, and
 * right as long as few workers ask at once; {@link claimHinted} asks it when it was too slow three times.
 *
 * The inner SELECT reads index `claim` in its own order; any filesort would lock every candidate.
 */
export async function claimNext(
  connection: Connection,
  worker: string,
  leaseSeconds: number,
): Promise<Claim | null> {
  const first = sql`
    SELECT id FROM ai_call_recordings FORCE INDEX (claim)
    WHERE processing_status = ${PENDING} AND available_at <= UTC_TIMESTAMP(6)
    ORDER BY priority, available_at, id
    LIMIT 1
    FOR UPDATE SKIP LOCKED`;
  return await take(connection, first, worker, leaseSeconds);
}

/**
 * Makes the one row that `candidate` selects and locks this worker's.
 *
 * One statement: an UPDATE joined to a SELECT … FOR UPDATE SKIP LOCKED. Measured with 9.6 million finished and 6,000
 * pending rows and 16 workers: 3,012 jobs/s without a deadlock, against 2,337 for SELECT and UPDATE in a transaction
 * and 249 with 490 deadlocks for a plain UPDATE … ORDER BY … LIMIT 1. The outer join order and key are forced, because
 * on a small table the optimiser would rather scan and lock all of it than look up the one claimed row.
 * LAST_INSERT_ID(id) hands the claimed id back from the same statement.
 *
 * @param candidate a SELECT of one id that locks that row only: index order, LIMIT 1, FOR UPDATE SKIP LOCKED
 */
export async function take(
  connection: Connection,
  candidate: RawBuilder<unknown>,
  worker: string,
  leaseSeconds: number,
): Promise<Claim | null> {
  const token = randomBytes(16).toString('hex');
  const result = await sql`
    UPDATE (${candidate}
    ) AS next
    STRAIGHT_JOIN ai_call_recordings AS r FORCE INDEX (PRIMARY) ON r.id = next.id
    SET r.id = LAST_INSERT_ID(r.id),
        r.processing_status = 'processing',
        r.claimed_by = ${worker},
        r.claim_token = ${token},
        r.attempts = r.attempts + 1,
        r.lease_expires_at = UTC_TIMESTAMP(6) + INTERVAL ${leaseSeconds} SECOND,
        r.processing_started_at = UTC_TIMESTAMP(6),
        r.processing_completed_at = NULL,
        r.current_step = 'claimed',
        r.progress_percentage = 0,
        r.correlation_id = COALESCE(r.correlation_id, UUID()),
        r.updated_at = UTC_TIMESTAMP(6)`.execute(connection);
  if ((result.numAffectedRows ?? 0n) === 0n) return null;
  return { recordingId: Number(result.insertId), token };
}
