import { sql } from 'kysely';
import type { Database } from '../database/connect.ts';
import { readLanes } from './lanes.ts';

/**
 * Whether anything is left for workers to do: calls that run, or wait and may run one day. Those of a paused tenant
 * (`max_concurrent` 0) may not, until a person changes that.
 */
export async function hasWork(database: Database): Promise<boolean> {
  // One snapshot for both reads: a row swept from processing to pending between them would be in neither.
  return await database.kysely
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (snapshot) => {
      const { lanes } = await readLanes(snapshot);
      if (lanes.some((lane) => lane.cap !== 0)) return true;
      const result = await sql<{ running: number }>`
        SELECT EXISTS (
          SELECT 1 FROM ai_call_recordings WHERE processing_status = 'processing'
        ) AS running`.execute(snapshot);
      return Number(result.rows[0]?.running) === 1;
    });
}
