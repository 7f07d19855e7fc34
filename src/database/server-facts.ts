import { sql } from 'kysely';
import type { Database } from './connect.ts';

/** What a server says of itself to a callmill connection. */
export interface ServerFacts {
  readonly version: string;
  /** Of this session, e.g. `READ-COMMITTED`. */
  readonly isolation: string;
  /** The server's UTC time. */
  readonly now: Date;
}

/** MySQL 8 and MariaDB 11.1 call the variable transaction_isolation, MariaDB 10 tx_isolation: SHOW finds either. */
export async function readServerFacts(database: Database): Promise<ServerFacts> {
  const facts = await sql<{
    version: string;
    now: Date;
  }>`SELECT VERSION() AS version, UTC_TIMESTAMP(6) AS now`.execute(database.kysely);
  const isolation = await sql<{ Value: string }>`
    SHOW SESSION VARIABLES WHERE Variable_name IN ('tx_isolation', 'transaction_isolation')`.execute(
    database.kysely,
  );
  const [row] = facts.rows;
  if (row === undefined) throw new Error('the server answered SELECT VERSION() with no row');
  return { ...row, isolation: isolation.rows[0]?.Value ?? 'unknown' };
}
