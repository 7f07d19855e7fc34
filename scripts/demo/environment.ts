import type { Environment } from '../../src/config/load.ts';
import type { PrivateMariaDB } from '../private-mariadb.ts';

export const DEMO_DATABASE = 'callmill';

/** Settings of a real deployment that must not leak into the demo: it has a database and a bucket of its own. */
const NOT_OURS =
  /^(AI_DB_|R2_|CALLMILL_(STORAGE|HTTP|LOG|LEASE|HEARTBEAT|SWEEP|GRACE|DB|REDACT))|^POLL_INTERVAL$/;

/**
 * What the demo's commands see: the caller's environment, so that models, provider and threads can be chosen, with the
 * private database, a directory as the bucket and short waits in place of anything that names the caller's own.
 */
export function demoEnvironment(
  outer: Environment,
  server: PrivateMariaDB,
  bucket: string,
): Record<string, string> {
  const kept = Object.entries(outer).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !NOT_OURS.test(entry[0]),
  );
  return {
    // Better a run that shows every stage than none, where there are no weights; `show` says when it was so.
    CALLMILL_ALLOW_GENERATED_MODELS: 'true',
    ...Object.fromEntries(kept),
    AI_DB_HOST: server.host,
    AI_DB_PORT: String(server.port),
    AI_DB_DATABASE: DEMO_DATABASE,
    AI_DB_USERNAME: server.user,
    AI_DB_PASSWORD: server.password,
    CALLMILL_STORAGE_DIR: bucket,
    CALLMILL_HTTP_PORT: '0',
    CALLMILL_LOG_LEVEL: 'warn',
    // A demo that was killed leaves a claim behind: the next one takes it over soon.
    CALLMILL_LEASE_SECONDS: '10',
    CALLMILL_HEARTBEAT_SECONDS: '2',
    CALLMILL_SWEEP_SECONDS: '2',
    CALLMILL_GRACE_SECONDS: '1',
    POLL_INTERVAL: '1',
  };
}
