import { sql } from 'kysely';
import type { Connection, Database } from '../database/connect.ts';
import type { Claim } from './claim.ts';
import { claimHinted, type Hinted } from './claim-hinted.ts';
import type { Lane } from './lanes.ts';
import { takeTurn } from './turns.ts';

/** `busy`: another worker is at this tenant right now; `full`: the tenant has as many calls running as it may. */
export type CappedClaim = Claim | 'busy' | 'full' | null;

/**
 * Claims for a tenant with a cap, which is never exceeded: whoever claims holds the tenant's row meanwhile and counts
 * only then. Lock and count are two statements on purpose: under READ COMMITTED each sees what was committed before
 * it began, so the count sees every claim made under the lock before.
 *
 * SKIP LOCKED instead of waiting: a worker that dies here must not hold up the fleet's other tenants.
 */
export async function claimCapped(
  database: Database,
  lane: Lane,
  needsTurn: boolean,
  by: Hinted,
): Promise<CappedClaim> {
  return await database.kysely.transaction().execute(async (transaction) => {
    const tenant = await sql<{ cap: number | null }>`
      SELECT max_concurrent AS cap FROM ai_tenants
      WHERE id = ${lane.tenantId}
      FOR UPDATE SKIP LOCKED`.execute(transaction);
    const row = tenant.rows[0];
    if (row === undefined) return 'busy';
    if (row.cap !== null && (await countRunning(transaction, lane.tenantId)) >= row.cap) return 'full';
    if (needsTurn && !(await takeTurn(transaction, lane))) return 'busy';
    return await claimHinted({ ...by, connection: transaction }, lane);
  });
}

/** Index entries only, as many as calls run. */
async function countRunning(connection: Connection, tenantId: number): Promise<number> {
  const result = await sql<{ running: number }>`
    SELECT COUNT(*) AS running FROM ai_call_recordings FORCE INDEX (lanes)
    WHERE processing_status = 'processing' AND tenant_id = ${tenantId}`.execute(connection);
  return Number(result.rows[0]?.running ?? 0);
}
