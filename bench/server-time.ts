import { sql } from 'kysely';
import type { Database } from '../src/database/connect.ts';

export interface Timing {
  /** Milliseconds inside the server. */
  readonly median: number;
  readonly p95: number;
}

/**
 * Time that the server spends on all statements of `run`, by its own profile: parsing, locking and commit included,
 * the way there and back not. Needs a pool of one connection.
 *
 * @param prepare runs before each round and is not counted
 */
export async function serverTime(
  database: Database,
  rounds: number,
  run: () => Promise<unknown>,
  prepare: () => Promise<unknown> = async () => undefined,
): Promise<Timing> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await prepare();
    await sql`SET profiling = 0, profiling_history_size = 100`.execute(database.kysely);
    const last = await sql<{ id: number | null }>`
      SELECT MAX(query_id) AS id FROM information_schema.profiling`.execute(database.kysely);
    await sql`SET profiling = 1`.execute(database.kysely);
    await run();
    await sql`SET profiling = 0`.execute(database.kysely);
    const profile = await sql<{ ms: number }>`
      SELECT SUM(duration) * 1000 AS ms FROM information_schema.profiling
      WHERE query_id > ${last.rows[0]?.id ?? 0}`.execute(database.kysely);
    times.push(Number(profile.rows[0]?.ms ?? 0));
  }
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { median: at(0.5), p95: at(0.95) };
}
