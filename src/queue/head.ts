import { sql } from 'kysely';
import type { Connection } from '../database/connect.ts';
import type { Lane } from './lanes.ts';

/** A row that was claimable a moment ago. */
export interface Waiting {
  readonly id: number;
  readonly priority: number;
}

/**
 * The first claimable rows, of one lane or of all, in the order in which they should be claimed. Locks nothing.
 *
 * Only ever read as a hint, with READ UNCOMMITTED: index entries as they are now, those of rows just claimed skipped at
 * a glance. With READ COMMITTED the server looks up the row's versions for each of them, and 64 workers that all start
 * at the head spend their time on that: 565 jobs/s, against 2,100 with the hint (bench/results/queue.md).
 *
 * @param hints {@link Database.hints}
 * @param count how many at most
 */
export async function readHead(
  hints: Connection,
  lane: Lane | null,
  count: number,
): Promise<readonly Waiting[]> {
  const result = await (lane === null ? headOfAll(count) : headOfLane(lane, count)).execute(hints);
  return result.rows;
}

function headOfAll(count: number) {
  return sql<Waiting>`
    SELECT id, priority FROM ai_call_recordings FORCE INDEX (claim)
    WHERE processing_status = 'pending' AND available_at <= UTC_TIMESTAMP(6)
    ORDER BY priority, available_at, id
    LIMIT ${count}`;
}

function headOfLane({ tenantId, priority }: Lane, count: number) {
  return sql<Waiting>`
    SELECT id, priority FROM ai_call_recordings FORCE INDEX (lanes)
    WHERE processing_status = 'pending' AND tenant_id = ${tenantId} AND priority = ${priority}
      AND available_at <= UTC_TIMESTAMP(6)
    ORDER BY available_at, id
    LIMIT ${count}`;
}
