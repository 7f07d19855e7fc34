import { sql } from 'kysely';
import type { Connection } from '../database/connect.ts';
import { type PiiPolicy, parsePolicy } from '../pii/policy.ts';
import { policyHash } from '../pii/policy-hash.ts';

/** The row of `ai_tenant_configs` that is about redaction. */
const SERVICE = 'redaction';
/** The tenant whose row is everybody's who has none. */
export const EVERYBODY = 0;

/**
 * A tenant's own policy, else everybody's, else none: one read of two rows by the primary key.
 *
 * @throws CallmillError policy_invalid: a call of such a tenant is not redacted by some other policy
 */
export async function loadPolicy(connection: Connection, tenantId: number): Promise<PiiPolicy | null> {
  const row = await connection
    .selectFrom('ai_tenant_configs')
    .select('config')
    .where('service', '=', SERVICE)
    .where('tenant_id', 'in', [tenantId, EVERYBODY])
    .orderBy('tenant_id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : parsePolicy(jsonOf(row.config));
}

/** Keeps a policy, or replaces the one before. */
export async function savePolicy(connection: Connection, tenantId: number, policy: PiiPolicy): Promise<void> {
  await sql`
    INSERT INTO ai_tenant_configs (tenant_id, service, config, hash, updated_at)
    VALUES (${tenantId}, ${SERVICE}, ${JSON.stringify(policy)}, ${policyHash(policy)}, UTC_TIMESTAMP(6))
    ON DUPLICATE KEY UPDATE config = VALUES(config), hash = VALUES(hash), updated_at = VALUES(updated_at)`.execute(
    connection,
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
