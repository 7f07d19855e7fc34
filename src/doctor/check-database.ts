import { wallClock } from '../clock/clock.ts';
import type { Database } from '../database/connect.ts';
import { databaseError } from '../database/errors.ts';
import { pendingMigrations } from '../database/migrate.ts';
import { missingGrants } from '../database/missing-grants.ts';
import { readServerFacts, type ServerFacts } from '../database/server-facts.ts';
import { type Finding, failure, ok, warning } from './finding.ts';

/** More than this and log times no longer line up across the fleet; leases do not care, they use the server's clock. */
const SKEW_SECONDS = 5;

/** @throws CallmillError database_unavailable */
export async function checkDatabase(database: Database): Promise<readonly Finding[]> {
  try {
    const facts = await readServerFacts(database);
    const tables = await migrations(database);
    const findings = [version(facts), isolation(facts), skew(facts), tables];
    // Without the tables nothing can be asked of them.
    return tables.level === 'ok' ? [...findings, await grants(database)] : findings;
  } catch (thrown) {
    throw databaseError(thrown, 'worker');
  }
}

function version({ version: text }: ServerFacts): Finding {
  const maria = /mariadb/i.test(text);
  const [major = 0, minor = 0, patch = 0] = (/\d+\.\d+\.\d+/.exec(text)?.[0] ?? '').split('.').map(Number);
  const numbers = major * 1_000_000 + minor * 1000 + patch;
  if (numbers >= (maria ? 10_006_000 : 8_000_016)) return ok('database', text);
  return failure('database', `${text} is too old`, 'Use MySQL 8.0.16 or later, or MariaDB 10.6 or later.');
}

function isolation({ isolation: level }: ServerFacts): Finding {
  if (level === 'READ-COMMITTED') return ok('isolation', level);
  return failure(
    'isolation',
    level,
    'Something between callmill and the server changes the session; connect directly.',
  );
}

function skew({ now }: ServerFacts): Finding {
  const seconds = Math.abs(wallClock().getTime() - now.getTime()) / 1000;
  const detail = `${seconds.toFixed(1)} s from the database`;
  if (seconds <= SKEW_SECONDS) return ok('clock', detail);
  return warning('clock', detail, 'Set the clock (timedatectl set-ntp true); leases work all the same.');
}

async function grants(database: Database): Promise<Finding> {
  const missing = await missingGrants(database);
  if (missing.length === 0) return ok('grants', 'everything a worker does is allowed');
  return failure(
    'grants',
    `the database user lacks ${missing.join(', ')}`,
    'GRANT SELECT, INSERT, UPDATE, DELETE on the ai_ tables to it.',
  );
}

async function migrations(database: Database): Promise<Finding> {
  const pending = await pendingMigrations(database.kysely);
  if (pending.length === 0) return ok('tables', 'up to date');
  return failure('tables', `${pending.join(', ')} not applied`, 'Run "callmill migrate".');
}
