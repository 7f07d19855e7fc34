import { sql } from 'kysely';
import type { Connection, Database } from '../src/database/connect.ts';

export interface Timing {
  /** Milliseconds inside the server. */
  readonly median: number;
  readonly p95: number;
}

/**
 * Time that the server spends on all statements of `run`, by its own profile: parsing, locking and commit included,
 * the way there and back not, hints included. Needs a pool of one connection.
 *
 * @param prepare runs before each round and is not counted
 */
export async function serverTime(
  database: Database,
  rounds: number,
  run: () => Promise<unknown>,
  prepare: () => Promise<unknown> = async () => undefined,
): Promise<Timing> {
  const connections = [database.kysely, database.hints];
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await prepare();
    const profiles = await Promise.all(connections.map(beginProfile));
    await run();
    const spent = await Promise.all(profiles.map((profile) => profile.end()));
    times.push(spent.reduce((sum, ms) => sum + ms, 0));
  }
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { median: at(0.5), p95: at(0.95) };
}

async function beginProfile(connection: Connection): Promise<{ end(): Promise<number> }> {
  await sql`SET profiling = 0, profiling_history_size = 100`.execute(connection);
  const last = await sql<{ id: number | null }>`
    SELECT MAX(query_id) AS id FROM information_schema.profiling`.execute(connection);
  await sql`SET profiling = 1`.execute(connection);
  return {
    async end() {
      await sql`SET profiling = 0`.execute(connection);
      const profile = await sql<{ ms: number | null }>`
        SELECT SUM(duration) * 1000 AS ms FROM information_schema.profiling
        WHERE query_id > ${last.rows[0]?.id ?? 0}`.execute(connection);
      return Number(profile.rows[0]?.ms ?? 0);
    },
  };
}
