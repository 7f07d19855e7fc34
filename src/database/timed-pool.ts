import type { MysqlPool, MysqlPoolConnection, MysqlQueryResult } from 'kysely';
import type { Pool, PoolConnection } from 'mysql2';
import { systemCode } from '../errors/coerce.ts';

/**
 * Gives every query of a mysql2 pool a timeout. Without one a blackholed connection hangs its query for ever. A
 * connection whose query timed out is destroyed: its late answer would be taken for the next query's.
 */
export function withQueryTimeout(pool: Pool, timeoutMs: number): MysqlPool {
  const wrapped = new WeakMap<PoolConnection, MysqlPoolConnection>();
  return {
    getConnection(callback) {
      pool.getConnection((error, connection) => {
        if (error !== null) {
          // Kysely ignores the connection when there is an error; its type has no way to say "none".
          callback(error, connection as unknown as MysqlPoolConnection);
          return;
        }
        let timed = wrapped.get(connection);
        if (timed === undefined) {
          timed = timedConnection(connection, timeoutMs);
          wrapped.set(connection, timed);
        }
        callback(undefined, timed);
      });
    },
    end: (callback) => pool.end(callback),
  };
}

function timedConnection(connection: PoolConnection, timeoutMs: number): MysqlPoolConnection {
  let destroyed = false;
  const destroy = (): void => {
    destroyed = true;
    connection.destroy();
  };
  return {
    config: connection.config,
    threadId: connection.threadId ?? 0,
    connect: () => undefined,
    destroy,
    release() {
      if (!destroyed) connection.release();
    },
    query(sql, parameters, callback) {
      const query = connection.query({ sql, timeout: timeoutMs }, parameters, (error, result) => {
        if (error !== null && systemCode(error) === 'PROTOCOL_SEQUENCE_TIMEOUT') destroy();
        callback?.(error ?? undefined, result as unknown as MysqlQueryResult);
      });
      return { stream: (options) => query.stream(options) };
    },
  };
}
