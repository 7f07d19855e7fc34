import { type RawBuilder, sql } from 'kysely';
import { monotonicMs, sleep } from '../../src/clock/clock.ts';
import type { Connection, Database } from '../../src/database/connect.ts';

/** Rows one INSERT … SELECT writes at most: a larger transaction would spend its time on undo. */
const CHUNK = 250_000;
const SEED = 1000;
/** The history is spread evenly over this time, oldest first, as a fleet would have left it. */
const HISTORY_SECONDS = 365 * 24 * 3600;

/**
 * Brings the history to at least `rows` completed recordings, by copying what is there to the next numbers. Columns that a claim
 * never reads stay empty: the index is what its cost depends on. Safe to repeat; a second run copies nothing.
 *
 * @returns how many there are, which is more when an earlier run wanted more
 */
export async function fillHistory(
  database: Database,
  rows: number,
  tell: (done: number) => void,
): Promise<number> {
  let done = await countHistory(database);
  if (done === 0) {
    const seed = Array.from(
      { length: SEED },
      (_, n) => sql`(${callId(n)}, 'k', 'completed', 1, ${finishedAt(sql`${n}`, rows)})`,
    );
    await sql`
      INSERT INTO ai_call_recordings (apex_id, storage_key, processing_status, attempts, processing_completed_at)
      VALUES ${sql.join(seed)}`.execute(database.kysely);
    done = SEED;
  }
  while (done < rows) {
    const more = Math.min(done, CHUNK, rows - done);
    await sql`
      INSERT INTO ai_call_recordings (apex_id, storage_key, processing_status, attempts, processing_completed_at)
      SELECT CONCAT('done-', LPAD(CAST(SUBSTRING(apex_id, 6) AS UNSIGNED) + ${done}, 12, '0')), 'k', 'completed', 1,
        ${finishedAt(sql`CAST(SUBSTRING(apex_id, 6) AS UNSIGNED) + ${done}`, rows)}
      FROM ai_call_recordings
      WHERE tenant_id = 1 AND apex_id >= ${callId(0)} AND apex_id < ${callId(more)}`.execute(database.kysely);
    done += more;
    tell(done);
  }
  return done;
}

/** Ends whatever waits or runs and inserts `count` claimable rows, a thousand to a statement. */
export async function fillQueue(database: Database, count: number): Promise<void> {
  await emptyQueue(database);
  const run = Math.random().toString(36).slice(2);
  for (let first = 0; first < count; first += 1000) {
    const rows = Array.from(
      { length: Math.min(1000, count - first) },
      (_, n) => sql`(${`wait-${run}-${first + n}`}, 'k', ${100 + ((first + n) % 3)})`,
    );
    await sql`INSERT INTO ai_call_recordings (apex_id, storage_key, priority) VALUES ${sql.join(rows)}`.execute(
      database.kysely,
    );
  }
}

/**
 * Waits until the server has removed what was deleted, at most half a minute: purging the last race's rows is not this
 * race's work.
 */
export async function settle({ kysely }: Database): Promise<void> {
  const until = monotonicMs() + 30_000;
  while (monotonicMs() < until && (await purgeLag(kysely)) > 100) await sleep(100);
}

async function purgeLag(connection: Connection): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count FROM information_schema.INNODB_METRICS WHERE name = 'trx_rseg_history_len'`.execute(
    connection,
  );
  return Number(rows[0]?.count ?? 0);
}

/** Leaves history only. */
export async function emptyQueue(database: Database): Promise<void> {
  for (const status of ['pending', 'processing']) {
    await sql`DELETE FROM ai_call_recordings WHERE processing_status = ${status}`.execute(database.kysely);
  }
  // What earlier runs completed is theirs, not history's.
  await sql`DELETE FROM ai_call_recordings WHERE tenant_id = 1 AND apex_id >= 'wait-' AND apex_id < 'wait.'`.execute(
    database.kysely,
  );
}

/** Completed rows of the history: they are numbered, so the last one says how many. */
async function countHistory(database: Database): Promise<number> {
  const { rows } = await sql<{ last: string | null }>`
    SELECT MAX(apex_id) AS last FROM ai_call_recordings
    WHERE tenant_id = 1 AND apex_id >= 'done-' AND apex_id < 'done.'`.execute(database.kysely);
  const last = rows[0]?.last ?? null;
  return last === null ? 0 : Number(last.slice('done-'.length)) + 1;
}

/** When the call of that number was finished, the last of them just now. */
function finishedAt(number: RawBuilder<unknown>, rows: number): RawBuilder<unknown> {
  return sql`UTC_TIMESTAMP(6) - INTERVAL FLOOR((${rows} - (${number})) * ${HISTORY_SECONDS / rows}) SECOND`;
}

function callId(n: number): string {
  return `done-${String(n).padStart(12, '0')}`;
}
