import { sql } from 'kysely';
import type { Connection } from '../database/connect.ts';
import type { Chooser } from './choose.ts';
import { type Claim, claimNext, take } from './claim.ts';
import { claimFromLane } from './claim-lane.ts';
import { readHead } from './head.ts';
import type { Lane } from './lanes.ts';

/** Looks at the head before the statement that finds its row by itself. */
const LOOKS = 3;

/** Who claims, and where. */
export interface Hinted {
  /** Where the claim is made: the pool or a transaction. */
  readonly connection: Connection;
  /** {@link Database.hints} */
  readonly hints: Connection;
  readonly chooser: Chooser;
  readonly worker: string;
  readonly leaseSeconds: number;
}

/**
 * Claims the next row of a lane, or of all, or none. What {@link claimNext} and {@link claimFromLane} do in one statement,
 * without the crowd at the head: a look that locks nothing, then a claim by key. The claim checks everything that the
 * look saw; a row that changed meanwhile is passed over. Locks one record where the others lock two.
 *
 * When others were quicker three times, the one statement decides: it answers null only when nothing is left.
 */
export async function claimHinted(by: Hinted, lane: Lane | null): Promise<Claim | null> {
  for (let look = 1; look <= LOOKS; look += 1) {
    const head = await readHead(by.hints, lane, by.chooser.looksAt);
    if (head.length === 0) return null;
    const claim = await takeOneOf(by, by.chooser.choose(head), lane);
    by.chooser.claimed(head, claim?.recordingId ?? null);
    if (claim !== null) return claim;
  }
  return lane === null
    ? await claimNext(by.connection, by.worker, by.leaseSeconds)
    : await claimFromLane(by.connection, lane, by.worker, by.leaseSeconds);
}

async function takeOneOf(by: Hinted, ids: readonly number[], lane: Lane | null): Promise<Claim | null> {
  const first = sql`
    SELECT id FROM ai_call_recordings FORCE INDEX (PRIMARY)
    WHERE id IN (${sql.join(ids)}) AND processing_status = 'pending' AND available_at <= UTC_TIMESTAMP(6)
      ${lane === null ? sql`` : sql`AND tenant_id = ${lane.tenantId}`}
    LIMIT 1
    FOR UPDATE SKIP LOCKED`;
  return await take(by.connection, first, by.worker, by.leaseSeconds);
}
