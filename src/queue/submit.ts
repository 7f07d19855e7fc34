import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../database/connect.ts';
import type { Direction } from '../database/schema.ts';

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
  readonly priority?: number;
  readonly direction?: Direction | null;
  readonly agentName?: string | null;
  readonly customerName?: string | null;
}

export interface Submitted {
  readonly recordingId: number;
  /** False when the tenant already had this call id: nothing was changed. */
  readonly created: boolean;
  /** The key on the row, which for an existing call may be another file's. */
  readonly storageKey: string | null;
}

/**
 * Inserts a pending row, or finds the one that is there: safe to repeat. Whether it was new is told by the correlation
 * id, not by the row count, which is 1 in both cases under mysql2's FOUND_ROWS flag.
 */
export async function submit(database: Database, call: Submission): Promise<Submitted> {
  const correlationId = randomUUID();
  const result = await sql`
    INSERT INTO ai_call_recordings
      (tenant_id, apex_id, storage_key, source_url, storage_bucket, priority, direction, agent_name, customer_name, correlation_id)
    VALUES
      (${call.tenantId ?? DEFAULT_TENANT}, ${call.callId}, ${call.storageKey}, ${call.sourceUrl ?? null}, ${call.storageBucket ?? null},
       ${call.priority ?? 100}, ${call.direction ?? null}, ${call.agentName ?? null}, ${call.customerName ?? null}, ${correlationId})
    ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id)`.execute(database.kysely);
  const recordingId = Number(result.insertId);
  const row = await database.kysely
    .selectFrom('ai_call_recordings')
    .select(['correlation_id', 'storage_key'])
    .where('id', '=', recordingId)
    .executeTakeFirstOrThrow();
  return { recordingId, created: row.correlation_id === correlationId, storageKey: row.storage_key };
}

/** The row of a call that was submitted before, or null. */
export async function findCall(
  database: Database,
  tenantId: number,
  callId: string,
): Promise<Submitted | null> {
  const row = await database.kysely
    .selectFrom('ai_call_recordings')
    .select(['id', 'storage_key'])
    .where('tenant_id', '=', tenantId)
    .where('apex_id', '=', callId)
    .executeTakeFirst();
  return row === undefined ? null : { recordingId: row.id, created: false, storageKey: row.storage_key };
}
