import { Kysely, MysqlDialect, type Transaction } from 'kysely';
import { createPool, type Pool } from 'mysql2';
import type { Schema } from './schema.ts';
import { type Isolation, poolIdleMs, prepareSession } from './session.ts';
import { withQueryTimeout } from './timed-pool.ts';

export interface DatabaseOptions {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  /** Connections kept at most, those for hints aside. */
  readonly poolSize: number;
  /** A query without an answer for this long is given up and its connection dropped. */
  readonly queryTimeoutMs: number;
}

/** Two pools and the typed query builder over them. */
export interface Database {
  readonly kysely: Kysely<Schema>;
  /**
   * For plain reads whose answer is only a hint, checked by the statement that acts on it: sees what others have not
   * committed. At the head of the queue that spares the server the search for the right version of every entry that
   * another worker has just changed.
   */
  readonly hints: Kysely<Schema>;
  close(): Promise<void>;
}

/** Where a statement runs: the pool or a transaction. */
export type Connection = Kysely<Schema> | Transaction<Schema>;

/** Hints are asked for one after the other; a second connection, because mysql2 keeps an only one open for ever. */
const HINT_CONNECTIONS = 2;

/**
 * The one way to a database: READ COMMITTED, UTC, strict mode, a timeout on every query. Connects lazily, so opening
 * never fails; the first query does.
 */
export function openDatabase(options: DatabaseOptions): Database {
  const kysely = openPool(options, 'READ COMMITTED');
  const hints = openPool({ ...options, poolSize: HINT_CONNECTIONS }, 'READ UNCOMMITTED');
  // Ending a pool whose connections are still being refused reports that refusal again: the query said it already.
  const end = (pool: Kysely<Schema>) => pool.destroy().catch(() => undefined);
  return {
    kysely,
    hints,
    async close() {
      await Promise.all([end(kysely), end(hints)]);
    },
  };
}

function openPool(options: DatabaseOptions, isolation: Isolation): Kysely<Schema> {
  return new Kysely<Schema>({
    dialect: new MysqlDialect({
      // Made when first asked: Kysely does not end a pool that was never used, and its timer would keep the process.
      pool: async () => withQueryTimeout(poolOf(options), options.queryTimeoutMs),
      onCreateConnection: (connection) => prepareSession(connection, options.queryTimeoutMs, isolation),
    }),
  });
}

function poolOf(options: DatabaseOptions): Pool {
  return createPool({
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
}
