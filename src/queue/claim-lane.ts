import { sql } from 'kysely';
import type { Connection } from '../database/connect.ts';
import { type Claim, take } from './claim.ts';
import type { Lane } from './lanes.ts';

/**
 * Takes the longest-waiting claimable row of one lane, or none. Tenant and priority are constants of the search, so
 * index `lanes` gives the order as it stands and ends at the first row that is not due: neither another tenant's rows
 * nor delayed ones are read or locked.
 */
export async function claimFromLane(
  connection: Connection,
  lane: Lane,
  worker: string,
  leaseSeconds: number,
): Promise<Claim | null> {
  const first = sql`
    SELECT id FROM ai_call_recordings FORCE INDEX (lanes)
    WHERE processing_status = 'pending' AND tenant_id = ${lane.tenantId} AND priority = ${lane.priority}
      AND available_at <= UTC_TIMESTAMP(6)
    ORDER BY available_at, id
    LIMIT 1
    FOR UPDATE SKIP LOCKED`;
  return await take(connection, first, worker, leaseSeconds);
}
