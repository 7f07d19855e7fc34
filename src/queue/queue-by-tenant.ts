import { sql } from 'kysely';
import type { Database } from '../database/connect.ts';
import { type Band, bandOf } from './bands.ts';

/** What one tenant has in one band. */
export interface TenantQueue {
  readonly tenantId: number;
  /** Null for rows of a tenant that `ai_tenants` does not have. */
  readonly tenant: string | null;
  /** Calls of the tenant, all bands together, that may run at once; null is no cap. */
  readonly cap: number | null;
  readonly band: Band;
  /** All that wait, the delayed ones included. */
  readonly pending: number;
  /** Those that wait for their time: a retry's pause, an application's schedule. */
  readonly delayed: number;
  readonly processing: number;
  /** How long the longest-waiting claimable row has been claimable; 0 when there is none. */
  readonly oldestSeconds: number;
}

interface Row {
  status: 'pending' | 'processing';
  tenantId: number;
  tenant: string | null;
  cap: number | null;
  priority: number;
  found: number;
  later: number;
  oldest: number | null;
}

/** Pending and running rows by tenant and band, from index `lanes` alone: as many entries as such rows. */
export async function loadQueueByTenant(database: Database): Promise<readonly TenantQueue[]> {
  const result = await sql<Row>`
    SELECT lane.status, lane.tenant_id AS tenantId, tenant.name AS tenant, tenant.max_concurrent AS cap,
           lane.priority, lane.row_count AS found, lane.delayed_count AS later, lane.oldest
    FROM (
      SELECT processing_status AS status, tenant_id, priority,
             COUNT(*) AS row_count,
             SUM(available_at > UTC_TIMESTAMP(6)) AS delayed_count,
             TIMESTAMPDIFF(MICROSECOND,
               MIN(IF(available_at > UTC_TIMESTAMP(6), NULL, available_at)), UTC_TIMESTAMP(6)) / 1000000 AS oldest
      FROM ai_call_recordings FORCE INDEX (lanes)
      WHERE processing_status IN ('pending', 'processing')
      GROUP BY processing_status, tenant_id, priority
    ) AS lane
    LEFT JOIN ai_tenants AS tenant ON tenant.id = lane.tenant_id
    ORDER BY lane.tenant_id, lane.priority`.execute(database.kysely);
  const lines = new Map<string, TenantQueue>();
  for (const row of result.rows) {
    const band = bandOf(row.priority);
    const key = `${row.tenantId} ${band}`;
    lines.set(key, added(lines.get(key), row, band));
  }
  return [...lines.values()];
}

function added(line: TenantQueue | undefined, row: Row, band: Band): TenantQueue {
  const waits = row.status === 'pending';
  return {
    tenantId: row.tenantId,
    tenant: row.tenant,
    cap: row.cap,
    band,
    pending: (line?.pending ?? 0) + (waits ? Number(row.found) : 0),
    delayed: (line?.delayed ?? 0) + (waits ? Number(row.later) : 0),
    processing: (line?.processing ?? 0) + (waits ? 0 : Number(row.found)),
    oldestSeconds: Math.max(line?.oldestSeconds ?? 0, waits ? Number(row.oldest ?? 0) : 0),
  };
}
