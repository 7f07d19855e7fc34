import { sql } from 'kysely';
import type { Connection } from '../database/connect.ts';
import { BANDS, bandRank } from './bands.ts';
import type { Lane } from './lanes.ts';

/** A lane that may be served, in the order of turns. */
export interface Candidate extends Lane {
  /** Other tenants have calls due in the same band: serving this one takes its turn. */
  readonly contended: boolean;
}

/**
 * Who is served next: the first band with a call that may run; within it the tenant served longest ago (never comes
 * first); within the tenant the smallest priority. Serving a tenant puts it last, so that of N tenants none waits for
 * more than N − 1 others. Tenants at their cap are left out.
 */
export function turnOrder(lanes: readonly Lane[]): readonly Candidate[] {
  const open = lanes.filter((lane) => lane.due && (lane.cap === null || lane.running < lane.cap));
  const tenantsOfBand = BANDS.map(() => new Set<number>());
  for (const lane of open) tenantsOfBand[bandRank(lane.priority)]?.add(lane.tenantId);
  return open
    .map((lane) => ({ ...lane, contended: (tenantsOfBand[bandRank(lane.priority)]?.size ?? 0) > 1 }))
    .toSorted(
      (a, b) =>
        bandRank(a.priority) - bandRank(b.priority) ||
        compare(a.servedAt ?? '', b.servedAt ?? '') ||
        a.tenantId - b.tenantId ||
        a.priority - b.priority,
    );
}

/**
 * Takes the tenant's turn in the lane's band: compare and swap on the time it was last served, so that of several
 * workers that saw the same order each serves another tenant.
 *
 * @returns false when another worker took this turn since the lanes were read
 */
export async function takeTurn(connection: Connection, lane: Lane): Promise<boolean> {
  const band = bandRank(lane.priority);
  const statement =
    lane.servedAt === null
      ? sql`
        INSERT IGNORE INTO ai_tenant_turns (tenant_id, band, served_at)
        VALUES (${lane.tenantId}, ${band}, UTC_TIMESTAMP(6))`
      : sql`
        UPDATE ai_tenant_turns SET served_at = UTC_TIMESTAMP(6)
        WHERE tenant_id = ${lane.tenantId} AND band = ${band} AND served_at = ${lane.servedAt}`;
  const result = await statement.execute(connection);
  return (result.numAffectedRows ?? 0n) > 0n;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
