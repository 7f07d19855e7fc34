import type { Connection } from '../database/connect.ts';
import type { AnalysisTier } from '../database/schema.ts';

/** One tier's document as a client wrote it. */
export interface StoredConfig {
  readonly id: number;
  readonly tier: AnalysisTier;
  readonly json: string;
}

/**
 * The documents that apply to a call, in no order: four rows at most, each read by the unique key
 * (tenant, tier, key).
 */
export async function loadAnalysisConfigs(
  connection: Connection,
  tenantId: number,
  tiers: readonly { readonly tier: AnalysisTier; readonly key: string }[],
): Promise<readonly StoredConfig[]> {
  const rows = await connection
    .selectFrom('ai_analysis_configs')
    .select(['id', 'tier', 'config'])
    .where('tenant_id', '=', tenantId)
    .where('enabled', '=', 1)
    .where((expression) =>
      expression.or(
        tiers.map(({ tier, key }) =>
          expression.and([expression('tier', '=', tier), expression('tier_key', '=', key)]),
        ),
      ),
    )
    .execute();
  return rows.map(({ id, tier, config }) => ({ id, tier, json: config }));
}
