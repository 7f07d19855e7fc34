import { sql } from 'kysely';
import type { Connection } from '../database/connect.ts';
import { BAND_BEGINS } from './bands.ts';

/** What one tenant has pending at one priority. */
export interface Lane {
  readonly tenantId: number;
  readonly priority: number;
  /** At least one row may be claimed now. */
  readonly due: boolean;
  /** At least one row waits for its time: a retry's pause, an application's schedule. */
  readonly waiting: boolean;
  /** Calls of the tenant that may run at once; null is no cap. */
  readonly cap: number | null;
  /** Calls of the tenant that run now; counted for capped tenants only. */
  readonly running: number;
  /** When the tenant was last served in this band, as sortable text; null for never. */
  readonly servedAt: string | null;
}

export interface Lanes {
  readonly lanes: readonly Lane[];
  /** Some tenant has a cap, whether it has calls waiting or not. */
  readonly anyCap: boolean;
}

interface Row {
  status: string;
  tenantId: number;
  priority: number;
  due: number;
  waiting: number;
  cap: number | null;
  running: number;
  servedAt: string | null;
  anyCap: number;
}

/** {@link bandRank} of `lane.priority` in SQL. */
const BAND_RANK = sql`(lane.priority >= ${sql.lit(BAND_BEGINS.normal)}) + (lane.priority >= ${sql.lit(BAND_BEGINS.backfill)})`;

/**
 * Every lane with pending rows. Reads two index entries a lane, however many rows wait in it: 50,000 delayed rows at
 * the head cost what one costs (0.1 ms; a claim that walks past them costs 68 ms and does so on every poll).
 *
 * A plain read: nothing is locked. Two details keep the jump from group to group ("Using index for group-by"): the
 * status in the GROUP BY, and IN with a second value that no row should have, because `=` makes MariaDB read all
 * entries of the status instead. That second value is what a non-strict session stores for a word that is no status;
 * such rows are dropped here, outside SQL, because a WHERE on the derived table would be pushed into it as `=` again.
 */
export async function readLanes(connection: Connection): Promise<Lanes> {
  const result = await sql<Row>`
    SELECT lane.status,
           lane.tenant_id AS tenantId,
           lane.priority,
           lane.first_at <= UTC_TIMESTAMP(6) AS due,
           lane.last_at > UTC_TIMESTAMP(6) AS waiting,
           tenant.max_concurrent AS cap,
           IF(tenant.max_concurrent IS NULL, 0,
             (SELECT COUNT(*) FROM ai_call_recordings AS p FORCE INDEX (lanes)
              WHERE p.processing_status = 'processing' AND p.tenant_id = lane.tenant_id)) AS running,
           CAST(turn.served_at AS CHAR) AS servedAt,
           EXISTS (SELECT 1 FROM ai_tenants WHERE max_concurrent IS NOT NULL) AS anyCap
    FROM (
      SELECT processing_status AS status, tenant_id, priority,
             MIN(available_at) AS first_at, MAX(available_at) AS last_at
      FROM ai_call_recordings FORCE INDEX (lanes)
      WHERE processing_status IN ('pending', '')
      GROUP BY processing_status, tenant_id, priority
    ) AS lane
    LEFT JOIN ai_tenants AS tenant ON tenant.id = lane.tenant_id
    LEFT JOIN ai_tenant_turns AS turn
      ON turn.tenant_id = lane.tenant_id
      AND turn.band = ${BAND_RANK}`.execute(connection);
  const rows = result.rows.filter((row) => row.status === 'pending');
  return {
    lanes: rows.map((row) => ({
      tenantId: row.tenantId,
      priority: row.priority,
      due: Number(row.due) === 1,
      waiting: Number(row.waiting) === 1,
      cap: row.cap,
      running: Number(row.running),
      servedAt: row.servedAt,
    })),
    anyCap: Number(rows[0]?.anyCap ?? 0) === 1,
  };
}
