import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../database/connect.ts';
import { databaseError, isContention } from '../database/errors.ts';
import type { Direction } from '../database/schema.ts';
import { CallmillError } from '../errors/error.ts';
import { MAX_PRIORITY } from './bands.ts';
import { inBatches } from './batches.ts';

/** The tenant of rows that name none. */
export const DEFAULT_TENANT = 1;

/** A call to insert. Only `callId` and one of `storageKey` and `sourceUrl` are needed. */
export interface Submission {
  /** The telephony system's call id; unique per tenant, which makes submission idempotent. */
  readonly callId: string;
  readonly storageKey: string | null;
  readonly sourceUrl?: string | null;
  readonly storageBucket?: string | null;
  readonly tenantId?: number;
  /** 0…65535, small first; see bands.ts. */
  readonly priority?: number;
  /** Checked after the download, and what tells a repeated submission from another file under the same call id. */
  readonly sizeBytes?: number | null;
  readonly sha256?: string | null;
  readonly direction?: Direction | null;
  readonly agentName?: string | null;
  readonly customerName?: string | null;
}

export interface Submitted {
  readonly recordingId: number;
  /** False when the tenant already had this call id: nothing was changed. */
  readonly created: boolean;
  /** The known row has other audio than the one submitted: that one was not taken. Never true of a created row. */
  readonly conflict: boolean;
  /** The key on the row, which for an existing call may be another file's. */
  readonly storageKey: string | null;
}

/** Rows of one INSERT: at about 300 bytes each well under any packet limit, and few locks at once. */
const BATCH = 300;
const TRIES = 5;

/** Inserts a pending row, or finds the one that is there: safe to repeat. @throws CallmillError usage */
export async function submit(database: Database, call: Submission): Promise<Submitted> {
  const [submitted] = await submitMany(database, [call]);
  if (submitted === undefined) throw new Error('one submission has one outcome');
  return submitted;
}

/**
 * Inserts many pending rows, a few hundred to a statement, and tells for each whether it was new. Safe to repeat after
 * any failure: what is there already changes nothing. The same call id twice in one list is one row, the first.
 *
 * @param onProgress told after every batch how many are done
 * @throws CallmillError usage when a submission cannot be a row, before anything is inserted
 */
export async function submitMany(
  database: Database,
  calls: readonly Submission[],
  onProgress?: (done: number) => void,
): Promise<readonly Submitted[]> {
  for (const call of calls) check(call);
  const submitted: Submitted[] = [];
  for (const batch of inBatches(calls, BATCH)) {
    submitted.push(...(await insertPatiently(database, batch)));
    onProgress?.(submitted.length);
  }
  return submitted;
}

function check(call: Submission): void {
  const { priority = 0, callId } = call;
  if (!Number.isInteger(priority) || priority < 0 || priority > MAX_PRIORITY)
    throw new CallmillError('usage', `Priority must be a whole number from 0 to ${MAX_PRIORITY}`);
  if (callId.trim() === '' || callId.length > 191)
    throw new CallmillError('usage', 'A call id must have 1 to 191 characters');
  if ((call.storageKey ?? '') === '' && (call.sourceUrl ?? '') === '')
    throw new CallmillError('usage', `Call ${callId} names neither a storage key nor a source URL`);
}

/** Inserts beside a busy queue may lose a deadlock; the statement changes nothing twice. */
async function insertPatiently(database: Database, calls: readonly Submission[]): Promise<Submitted[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await insertBatch(database, calls);
    } catch (thrown) {
      if (attempt === TRIES || !isContention(thrown)) throw databaseError(thrown, 'worker');
    }
  }
}

/**
 * Whether a row was new is told by its correlation id, not by the row count: that counts found rows under mysql2's
 * FOUND_ROWS flag. Which row a call became is asked of the server, because its collation decides what the same call id
 * is (case, trailing blanks); the search is by the unique key, once per call. A known row is "updated" in a column
 * other than `id`: MySQL refuses `id = id` when a list holds the same new call twice (1869).
 */
async function insertBatch(database: Database, calls: readonly Submission[]): Promise<Submitted[]> {
  const correlationIds = calls.map(() => randomUUID());
  const values = calls.map(
    (call, index) => sql`(
      ${tenantOf(call)}, ${call.callId}, ${call.storageKey}, ${call.sourceUrl ?? null}, ${call.storageBucket ?? null},
      ${call.priority ?? 100}, ${call.direction ?? null}, ${call.agentName ?? null}, ${call.customerName ?? null},
      ${call.sizeBytes ?? null}, ${call.sha256 ?? null}, ${correlationIds[index]})`,
  );
  await sql`
    INSERT INTO ai_call_recordings
      (tenant_id, apex_id, storage_key, source_url, storage_bucket, priority, direction, agent_name, customer_name,
       size_bytes, sha256, correlation_id)
    VALUES ${sql.join(values)}
    ON DUPLICATE KEY UPDATE apex_id = ai_call_recordings.apex_id`.execute(database.kysely);
  const asked = calls.map(
    (call, index) => sql`SELECT ${index} AS n, ${tenantOf(call)} AS tenant, ${call.callId} AS apex`,
  );
  const rows = await sql<StoredCall & { n: number }>`
    SELECT asked.n, r.id, r.correlation_id, r.storage_key, r.source_url, r.sha256
    FROM (${sql.join(asked, sql` UNION ALL `)}) AS asked
    JOIN ai_call_recordings AS r FORCE INDEX (one_call_per_tenant)
      ON r.tenant_id = asked.tenant AND r.apex_id = asked.apex
    ORDER BY asked.n`.execute(database.kysely);
  if (rows.rows.length !== calls.length) throw new Error('a submitted call has no row');
  return rows.rows.map((row, index) => {
    const created = row.correlation_id === correlationIds[index];
    return outcome(row, created, calls[index]);
  });
}

interface StoredCall {
  readonly id: number;
  readonly correlation_id: string | null;
  readonly storage_key: string | null;
  readonly source_url: string | null;
  readonly sha256: string | null;
}

function outcome(row: StoredCall, created: boolean, call: Submission | undefined): Submitted {
  return {
    recordingId: row.id,
    created,
    conflict: !created && call !== undefined && otherAudio(row, call),
    storageKey: row.storage_key,
  };
}

/** Checksums decide where both sides have one; otherwise the places do. */
function otherAudio(row: StoredCall, call: Submission): boolean {
  if (row.sha256 !== null && call.sha256 != null) return row.sha256 !== call.sha256.toLowerCase();
  return row.storage_key !== call.storageKey || row.source_url !== (call.sourceUrl ?? null);
}

function tenantOf(call: Submission): number {
  return call.tenantId ?? DEFAULT_TENANT;
}

/** The row of a call that was submitted before, or null. */
export async function findCall(
  database: Database,
  tenantId: number,
  callId: string,
): Promise<{
  readonly recordingId: number;
  readonly storageKey: string | null;
  readonly sha256: string | null;
} | null> {
  const row = await database.kysely
    .selectFrom('ai_call_recordings')
    .select(['id', 'storage_key', 'sha256'])
    .where('tenant_id', '=', tenantId)
    .where('apex_id', '=', callId)
    .executeTakeFirst();
  return row === undefined ? null : { recordingId: row.id, storageKey: row.storage_key, sha256: row.sha256 };
}
