import { sql } from 'kysely';
import type { Connection } from '../database/connect.ts';
import { CallmillError } from '../errors/error.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { seal, sealedWith, unseal } from '../keys/seal.ts';
import { type SealedValue, vaultContext } from '../pii/operators/vault.ts';
import type { PiiType } from '../pii/types.ts';

/** Rows of one INSERT and of one turn of a rotation. */
const BATCH = 200;

/** Replaces what a recording has in the vault; belongs into the transaction that publishes its transcript. */
export async function replaceVault(
  connection: Connection,
  recordingId: number,
  sealed: readonly SealedValue[],
): Promise<void> {
  await connection.deleteFrom('ai_pii_vault').where('recording_id', '=', recordingId).execute();
  for (let at = 0; at < sealed.length; at += BATCH) {
    const rows = sealed
      .slice(at, at + BATCH)
      .map(
        ({ token, type, sealed: value }) =>
          sql`SELECT ${token} AS token, ${type} AS type, ${value} AS sealed`,
      );
    await sql`
      INSERT INTO ai_pii_vault (recording_id, token, tenant_id, type, sealed, created_at)
      SELECT r.id, v.token, r.tenant_id, v.type, v.sealed, UTC_TIMESTAMP(6)
      FROM ai_call_recordings AS r JOIN (${sql.join(rows, sql` UNION ALL `)}) AS v
      WHERE r.id = ${recordingId}`.execute(connection);
  }
}

export async function loadVault(connection: Connection, recordingId: number): Promise<SealedValue[]> {
  const rows = await connection
    .selectFrom('ai_pii_vault')
    .select(['token', 'type', 'sealed'])
    .where('recording_id', '=', recordingId)
    .orderBy('token')
    .execute();
  return rows.map((row) => ({ ...row, type: row.type as PiiType }));
}

/** Who wants to see a value, and why. */
export interface RevealRequest {
  readonly tenantId: number;
  readonly token: string;
  readonly actor: string;
  readonly reason: string;
}

/**
 * Opens one value. The look is written down first, in the same transaction: what cannot be recorded is not shown.
 *
 * @throws CallmillError not_found, key_missing, seal_broken
 */
export async function revealValue(
  connection: Connection,
  { tenantId, token, actor, reason }: RevealRequest,
  ring: KeyRing,
): Promise<{ readonly type: string; readonly value: string }> {
  return await connection.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('ai_pii_vault')
      .select(['recording_id', 'type', 'sealed'])
      .where('tenant_id', '=', tenantId)
      .where('token', '=', token)
      .limit(1)
      .executeTakeFirst();
    if (row === undefined) {
      throw new CallmillError('not_found', `Tenant ${tenantId} has no value under this token`, {
        remedy: 'The token is what stands after the colon in a mark such as [CARD_NUMBER:…].',
      });
    }
    await sql`
      INSERT INTO ai_pii_reveals (tenant_id, recording_id, token, actor, reason, revealed_at)
      VALUES (${tenantId}, ${row.recording_id}, ${token}, ${actor}, ${reason}, UTC_TIMESTAMP(6))`.execute(
      transaction,
    );
    const value = unseal(row.sealed, vaultContext(tenantId, token), ring).toString('utf8');
    return { type: row.type, value };
  });
}

/**
 * Seals a tenant's values anew with its present key, a batch at a time, so that the key before can be destroyed. Safe to
 * repeat, and beside workers.
 *
 * Batches go along index `by_token`, which ends in the recording's id: each value is read once, nobody else's. In the order
 * of recordings MariaDB walks past all other tenants' values (4,000 reads for 3 values beside 2,000), and MySQL sorts all
 * of the tenant's for every batch (11,000 reads for 2,000 values).
 *
 * @returns how many were sealed anew
 * @throws CallmillError key_missing, seal_broken
 */
export async function rotateVault(
  connection: Connection,
  tenantId: number,
  ring: KeyRing,
  signal: AbortSignal,
): Promise<number> {
  const present = ring.present(tenantId);
  if (present === null) throw new CallmillError('key_missing', `Tenant ${tenantId} has no key for its vault`);
  let rotated = 0;
  let after = { token: '', recording: 0 };
  for (;;) {
    signal.throwIfAborted();
    const { rows } = await sql<{ recordingId: number; token: string; sealed: string }>`
      SELECT recording_id AS recordingId, token, sealed FROM ai_pii_vault
      WHERE tenant_id = ${tenantId}
        AND (token > ${after.token} OR (token = ${after.token} AND recording_id > ${after.recording}))
      ORDER BY token, recording_id LIMIT ${BATCH}`.execute(connection);
    for (const row of rows) {
      if (sealedWith(row.sealed) === present.id) continue;
      const context = vaultContext(tenantId, row.token);
      const anew = seal(unseal(row.sealed, context, ring), context, ring);
      await sql`
        UPDATE ai_pii_vault SET sealed = ${anew}
        WHERE recording_id = ${row.recordingId} AND token = ${row.token} AND sealed = ${row.sealed}`.execute(
        connection,
      );
      rotated += 1;
    }
    const last = rows.at(-1);
    if (last === undefined) return rotated;
    after = { token: last.token, recording: last.recordingId };
  }
}
