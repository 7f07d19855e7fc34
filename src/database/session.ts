import { CompiledQuery, type DatabaseConnection } from 'kysely';

/** Idle connections are closed by us well before the server would, so that no statement meets one just closed. */
const CLOSE_BEFORE_SERVER = 0.5;

/**
 * Seconds after which the server gives up a connection that says nothing, its transaction and its row locks: a worker
 * cut off in the middle of a transaction would otherwise keep its row locked for the server's default of eight hours,
 * and the sweep skips locked rows. Four query timeouts: 60 s at the default, half a lease.
 */
export function serverIdleSeconds(queryTimeoutMs: number): number {
  return Math.max(2, Math.ceil((4 * queryTimeoutMs) / 1000));
}

/** Milliseconds after which the pool closes a connection that nobody uses. */
export function poolIdleMs(queryTimeoutMs: number): number {
  return serverIdleSeconds(queryTimeoutMs) * 1000 * CLOSE_BEFORE_SERVER;
}

/** `READ UNCOMMITTED` is for hints only; see {@link Database}. */
export type Isolation = 'READ COMMITTED' | 'READ UNCOMMITTED';

/**
 * What every connection is set to, once. READ COMMITTED because REPEATABLE READ blocks inserts ahead of the queue's
 * head; UTC because all lease arithmetic happens in SQL; lock waits end before the client's own timeout does, so that
 * a blocked statement is an error with a number instead of a dropped connection.
 */
export async function prepareSession(
  connection: DatabaseConnection,
  queryTimeoutMs: number,
  isolation: Isolation,
): Promise<void> {
  const lockWaitSeconds = Math.max(1, Math.floor(queryTimeoutMs / 2000));
  const statements = [
    `SET SESSION TRANSACTION ISOLATION LEVEL ${isolation}`,
    `SET SESSION time_zone = '+00:00',
         SESSION wait_timeout = ${serverIdleSeconds(queryTimeoutMs)},
         SESSION innodb_lock_wait_timeout = ${lockWaitSeconds},
         SESSION sql_mode = 'STRICT_ALL_TABLES,ONLY_FULL_GROUP_BY,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'`,
  ];
  for (const statement of statements) await connection.executeQuery(CompiledQuery.raw(statement));
}
