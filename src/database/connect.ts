import { Kysely, MysqlDialect, type Transaction } from 'kysely';
import { createPool } from 'mysql2';
import type { Schema } from './schema.ts';
import { poolIdleMs, prepareSession } from './session.ts';
import { withQueryTimeout } from './timed-pool.ts';

export interface DatabaseOptions {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  /** Connections kept at most. */
  readonly poolSize: number;
  /** A query without an answer for this long is given up and its connection dropped. */
  readonly queryTimeoutMs: number;
}

/** A pool and the typed query builder over it. */
export interface Database {
  readonly kysely: Kysely<Schema>;
  close(): Promise<void>;
}

/** Where a statement runs: the pool or a transaction. */
export type Connection = Kysely<Schema> | Transaction<Schema>;

/**
 * The one way to a database: READ COMMITTED, UTC, strict mode, a timeout on every query. Connects lazily, so opening
 * never fails; the first query does.
 */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = createPool({
    host: options.host,
    port: options.port,
    database: options.database,
    user: options.user,
    password: options.password,
    connectionLimit: options.poolSize,
    // mysql2 closes idle connections only when fewer may be idle than may be open.
    maxIdle: Math.max(1, options.poolSize - 1),
    idleTimeout: poolIdleMs(options.queryTimeoutMs),
    connectTimeout: options.queryTimeoutMs,
    charset: 'utf8mb4_unicode_ci',
    timezone: 'Z',
    supportBigNumbers: true,
    decimalNumbers: true,
    // MariaDB stores JSON as text and MySQL as a type of its own: text from both keeps one code path.
    jsonStrings: true,
    enableKeepAlive: true,
  });
  const kysely = new Kysely<Schema>({
    dialect: new MysqlDialect({
      pool: withQueryTimeout(pool, options.queryTimeoutMs),
      onCreateConnection: (connection) => prepareSession(connection, options.queryTimeoutMs),
    }),
  });
  // Ending a pool whose connections are still being refused reports that refusal again: the query said it already.
  return { kysely, close: () => kysely.destroy().catch(() => undefined) };
}
