import { type Selectable, sql } from 'kysely';
import type { Connection } from '../database/connect.ts';
import type { VoicePrintTable } from '../database/schema.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { type SealContext, seal, unseal } from '../keys/seal.ts';
import type { VoicePrint } from '../voices/voice-print.ts';

/** A tenant's agents by one model, by index `one_per_agent`. @throws CallmillError key_missing, seal_broken */
export async function loadVoicePrints(
  connection: Connection,
  tenantId: number,
  modelSha256: string,
  ring: KeyRing,
): Promise<VoicePrint[]> {
  const rows = await connection
    .selectFrom('ai_voice_prints')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('model_sha256', '=', modelSha256)
    .orderBy('agent_id')
    .execute();
  return rows.map((row) => printOf(row, ring));
}

/**
 * One agent by one model, by index `one_per_agent`: which agent is the database's comparison, as everywhere (`A-7` and
 * `a-7` are one).
 *
 * @throws CallmillError key_missing, seal_broken
 */
export async function findVoicePrint(
  connection: Connection,
  tenantId: number,
  modelSha256: string,
  agentId: string,
  ring: KeyRing,
): Promise<VoicePrint | null> {
  const row = await connection
    .selectFrom('ai_voice_prints')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('model_sha256', '=', modelSha256)
    .where('agent_id', '=', agentId)
    .executeTakeFirst();
  return row === undefined ? null : printOf(row, ring);
}

/**
 * Keeps a print, or replaces the agent's earlier one of the same model. The name is replaced with it: a print is sealed
 * for the name as it was given, and one under another spelling would not open.
 *
 * @throws CallmillError key_missing
 */
export async function saveVoicePrint(
  connection: Connection,
  tenantId: number,
  modelSha256: string,
  print: VoicePrint,
  ring: KeyRing,
): Promise<void> {
  const bytes = Buffer.from(print.vector.buffer, print.vector.byteOffset, print.vector.byteLength);
  const sealed = seal(bytes, context(tenantId, print.agentId), ring);
  await sql`
    INSERT INTO ai_voice_prints
      (tenant_id, agent_id, agent_name, model_sha256, sealed_vector, seconds, recordings, created_at, updated_at)
    VALUES (${tenantId}, ${print.agentId}, ${print.agentName}, ${modelSha256}, ${sealed}, ${print.seconds},
            ${print.recordings}, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))
    ON DUPLICATE KEY UPDATE
      agent_id = VALUES(agent_id),
      agent_name = VALUES(agent_name),
      sealed_vector = VALUES(sealed_vector),
      seconds = VALUES(seconds),
      recordings = VALUES(recordings),
      updated_at = VALUES(updated_at)`.execute(connection);
}

/** What an operator sees of a print: everything but the voice. */
export interface VoicePrintFacts {
  readonly agentId: string;
  readonly agentName: string | null;
  readonly modelSha256: string;
  readonly seconds: number;
  readonly recordings: number;
  readonly updatedAt: Date;
}

export async function listVoicePrints(connection: Connection, tenantId: number): Promise<VoicePrintFacts[]> {
  const rows = await connection
    .selectFrom('ai_voice_prints')
    .select(['agent_id', 'agent_name', 'model_sha256', 'seconds', 'recordings', 'updated_at'])
    .where('tenant_id', '=', tenantId)
    .orderBy('agent_id')
    .execute();
  return rows.map((row) => ({
    agentId: row.agent_id,
    agentName: row.agent_name,
    modelSha256: row.model_sha256,
    seconds: row.seconds,
    recordings: row.recordings,
    updatedAt: row.updated_at,
  }));
}

/** Deletes one agent's prints of every model, or all of a tenant's. @returns how many */
export async function deleteVoicePrints(
  connection: Connection,
  tenantId: number,
  agentId: string | null,
): Promise<number> {
  let query = connection.deleteFrom('ai_voice_prints').where('tenant_id', '=', tenantId);
  if (agentId !== null) query = query.where('agent_id', '=', agentId);
  const result = await query.executeTakeFirst();
  return Number(result.numDeletedRows);
}

function printOf(row: Selectable<VoicePrintTable>, ring: KeyRing): VoicePrint {
  return {
    agentId: row.agent_id,
    agentName: row.agent_name,
    vector: vectorOf(unseal(row.sealed_vector, context(row.tenant_id, row.agent_id), ring)),
    seconds: row.seconds,
    recordings: row.recordings,
  };
}

function context(tenantId: number, agentId: string): SealContext {
  return { tenantId, purpose: 'voice-print', subject: agentId };
}

function vectorOf(bytes: Buffer): Float32Array {
  const copy = new Uint8Array(bytes);
  return new Float32Array(copy.buffer);
}
