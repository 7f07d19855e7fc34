import { type RawBuilder, sql } from 'kysely';
import { sleep } from '../clock/clock.ts';
import type { Database } from '../database/connect.ts';

/** Rows one statement removes: few enough that nobody waits for its locks. */
const BATCH = 500;
const DAY_SECONDS = 86_400;
/** Rest between two batches, so that pruning a backlog leaves the database to the workers. */
const REST_MS = 50;

export interface Pruned {
  readonly attempts: number;
  /** Lines of worker processes that were last heard of before the same time. */
  readonly workers: number;
}

/**
 * Removes attempts that ended, and workers last heard of, more than `days` ago, in batches by index (`by_end`,
 * `by_heartbeat`; a plain DELETE takes no index hint and chose the whole table on a small one). Running attempts have no end and stay; the recordings themselves and their results are not touched.
 */
export async function prune(database: Database, days: number, signal?: AbortSignal): Promise<Pruned> {
  const attempts = await removeAll(
    database,
    sql`
      DELETE a FROM (
        SELECT id FROM ai_call_attempts FORCE INDEX (by_end)
        WHERE ended_at < ${before(days)} ORDER BY ended_at LIMIT ${sql.lit(BATCH)}
      ) AS old
      STRAIGHT_JOIN ai_call_attempts AS a FORCE INDEX (PRIMARY) ON a.id = old.id`,
    signal,
  );
  const workers = await removeAll(
    database,
    sql`
      DELETE w FROM (
        SELECT id FROM ai_workers FORCE INDEX (by_heartbeat)
        WHERE heartbeat_at < ${before(days)} ORDER BY heartbeat_at LIMIT ${sql.lit(BATCH)}
      ) AS gone
      STRAIGHT_JOIN ai_workers AS w FORCE INDEX (PRIMARY) ON w.id = gone.id`,
    signal,
  );
  return { attempts, workers };
}

/** What {@link prune} would remove now. */
export async function countPrunable(database: Database, days: number): Promise<Pruned> {
  const result = await sql<{ attempts: number; workers: number }>`
    SELECT (SELECT COUNT(*) FROM ai_call_attempts WHERE ended_at < ${before(days)}) AS attempts,
           (SELECT COUNT(*) FROM ai_workers WHERE heartbeat_at < ${before(days)}) AS workers`.execute(
    database.kysely,
  );
  return {
    attempts: Number(result.rows[0]?.attempts ?? 0),
    workers: Number(result.rows[0]?.workers ?? 0),
  };
}

function before(days: number): RawBuilder<unknown> {
  return sql`UTC_TIMESTAMP(6) - INTERVAL ${Math.round(days * DAY_SECONDS)} SECOND`;
}

async function removeAll(
  database: Database,
  batch: RawBuilder<unknown>,
  signal: AbortSignal | undefined,
): Promise<number> {
  let removed = 0;
  while (signal?.aborted !== true) {
    const rows = Number((await batch.execute(database.kysely)).numAffectedRows ?? 0n);
    removed += rows;
    if (rows < BATCH) break;
    await sleep(REST_MS);
  }
  return removed;
}
