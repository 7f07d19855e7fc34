import { CompiledQuery, type DatabaseConnection } from 'kysely';

/**
 * What every connection is set to, once. READ COMMITTED because REPEATABLE READ blocks inserts ahead of the queue's
 * head; UTC because all lease arithmetic happens in SQL; lock waits end before the client's own timeout does, so that
 * a blocked statement is an error with a number instead of a dropped connection.
 */
export async function prepareSession(connection: DatabaseConnection, queryTimeoutMs: number): Promise<void> {
  const lockWaitSeconds = Math.max(1, Math.floor(queryTimeoutMs / 2000));
  const statements = [
    'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
    `SET SESSION time_zone = '+00:00',
         SESSION innodb_lock_wait_timeout = ${lockWaitSeconds},
         SESSION sql_mode = 'STRICT_ALL_TABLES,ONLY_FULL_GROUP_BY,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'`,
  ];
  for (const statement of statements) await connection.executeQuery(CompiledQuery.raw(statement));
}
