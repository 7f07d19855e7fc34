import { sql } from 'kysely';
import type { Connection } from '../database/connect.ts';

/** What a tenant can switch on; everything here is off until somebody does. */
export const TENANT_FEATURES = ['voice_prints', 'remote_analysis', 'remote_transcription'] as const;
export type TenantFeature = (typeof TENANT_FEATURES)[number];

/** One look by the primary key. */
export async function hasFeature(
  connection: Connection,
  tenantId: number,
  feature: TenantFeature,
): Promise<boolean> {
  const row = await connection
    .selectFrom('ai_tenant_features')
    .select('enabled')
    .where('tenant_id', '=', tenantId)
    .where('feature', '=', feature)
    .executeTakeFirst();
  return row?.enabled === 1;
}

export async function setFeature(
  connection: Connection,
  tenantId: number,
  feature: TenantFeature,
  enabled: boolean,
): Promise<void> {
  await sql`
    INSERT INTO ai_tenant_features (tenant_id, feature, enabled, updated_at)
    VALUES (${tenantId}, ${feature}, ${enabled ? 1 : 0}, UTC_TIMESTAMP(6))
    ON DUPLICATE KEY UPDATE enabled = VALUES(enabled), updated_at = VALUES(updated_at)`.execute(connection);
}
