import type { Stage } from '../errors/codes.ts';
import { coerceError, systemCode } from '../errors/coerce.ts';
import { CallmillError } from '../errors/error.ts';

/** The server answered, but this try lost: lock wait, deadlock, record changed since last read. */
const CONTENDED = new Set(['ER_LOCK_WAIT_TIMEOUT', 'ER_LOCK_DEADLOCK', 'ER_CHECKREAD']);

/** The server or the way to it is gone or unwilling. */
const UNREACHABLE = new Set([
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
  'ER_CON_COUNT_ERROR',
  'ER_TOO_MANY_USER_CONNECTIONS',
  'ER_SERVER_SHUTDOWN',
  'ER_NORMAL_SHUTDOWN',
  'ER_CONNECTION_KILLED',
  'ER_QUERY_INTERRUPTED',
  'ER_ABORTING_CONNECTION',
  'ER_NEW_ABORTING_CONNECTION',
  'ER_NET_READ_ERROR',
  'ER_NET_READ_INTERRUPTED',
  'ER_NET_ERROR_ON_WRITE',
  'ER_NET_WRITE_INTERRUPTED',
  'ER_OPTION_PREVENTS_STATEMENT',
  'ER_READ_ONLY_MODE',
]);

/** The server refused the credentials or the database. */
const REFUSED = new Set([
  'ER_ACCESS_DENIED_ERROR',
  'ER_DBACCESS_DENIED_ERROR',
  'ER_BAD_DB_ERROR',
  'ER_NO_SUCH_TABLE',
  'ER_KEY_DOES_NOT_EXITS',
]);

/** True for a statement that may simply be tried again on the same server. */
export function isContention(thrown: unknown): boolean {
  return CONTENDED.has(systemCode(thrown) ?? '');
}

/**
 * A database error as callmill's own. The server's message stays out: it may quote the values of the statement.
 * Anything that means "the server cannot do this now" is `database_unavailable`, infrastructure: no attempt is spent.
 */
export function databaseError(thrown: unknown, stage: Stage): CallmillError {
  if (thrown instanceof CallmillError) return thrown;
  const code = systemCode(thrown);
  if (isContention(thrown)) {
    return new CallmillError('database_unavailable', `The database was busy (${code})`, {
      stage,
      cause: thrown,
    });
  }
  if (code !== undefined && REFUSED.has(code)) {
    const remedy =
      code === 'ER_NO_SUCH_TABLE'
        ? 'Run "callmill migrate" to create the tables.'
        : 'Check AI_DB_USERNAME, AI_DB_PASSWORD and AI_DB_DATABASE.';
    return new CallmillError('database_unavailable', `The database refused (${code})`, {
      stage,
      cause: thrown,
      remedy,
    });
  }
  if (isDatabaseLost(thrown)) {
    const reason = code ?? 'connection closed';
    return new CallmillError('database_unavailable', `The database cannot be reached (${reason})`, {
      stage,
      cause: thrown,
    });
  }
  return coerceError(thrown, stage);
}

/** A KILL from the server arrives as an error of mysql2 without a code, hence the look at the message. */
function isDatabaseLost(thrown: unknown): boolean {
  const code = systemCode(thrown);
  if (code !== undefined) return UNREACHABLE.has(code);
  return (
    thrown instanceof Error &&
    /connection (is|was)? ?(in closed state|closed|lost|killed)|closed state|pool is closed/i.test(
      thrown.message,
    )
  );
}
