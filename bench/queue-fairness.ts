import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { startPrivateMariaDB } from '../scripts/private-mariadb.ts';
import { type Database, openDatabase } from '../src/database/connect.ts';
import { migrate } from '../src/database/migrate.ts';
import { readServerFacts } from '../src/database/server-facts.ts';
import { claimNext } from '../src/queue/claim.ts';
import { Claimer } from '../src/queue/claimer.ts';
import { loadStatus } from '../src/queue/status.ts';
import { addTenant, fillQueue } from '../test/queue/fill.ts';
import { serverTime, type Timing } from './server-time.ts';

/** What fairness costs: claims and polls beside the plain shapes, with rows at the head that may not run. */

const ROUNDS = 60;
const HEAD = 50_000;
/** Finished rows in the table, for everything that must not depend on them. */
const HISTORY = Number(process.argv[2] ?? 1_000_000);
const RESULTS = fileURLToPath(new URL('./results/queue-fairness.md', import.meta.url));
const LATER = sql`UTC_TIMESTAMP(6) + INTERVAL 1 HOUR + INTERVAL n SECOND`;

const directory = await mkdtemp(join(tmpdir(), 'callmill-bench-'));
const server = await startPrivateMariaDB({ directory, database: 'bench' });
const database = openDatabase({ ...server, database: 'bench', poolSize: 1, queryTimeoutMs: 1_200_000 });
const lines: string[] = [];
try {
  await sql`SET GLOBAL innodb_buffer_pool_size = 536870912`.execute(database.kysely);
  await migrate(database.kysely);
  await fillQueue(database, { count: HISTORY, prefix: 'old-', status: 'completed' });
  await scenarios();
  const { version } = await readServerFacts(database);
  const report = `# What fairness costs

Server time of all statements of one claim or poll (the server's own profile; way there and back not counted), ${ROUNDS}
rounds each, ${HISTORY.toLocaleString('en')} finished rows in the table, commits durable. Made by \`node bench/queue-fairness.ts\`.

Machine: ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), shared with other work. Server: ${version}, buffer pool 512 MB.

| case | median ms | p95 ms |
|---|---|---|
${lines.join('\n')}

A claim commits durably once, one in turn twice (the turn, the call). Status counts the calls that were completed in the
last 24 hours, here ${Math.min(86_400, HISTORY).toLocaleString('en')} (one each second); the rest of the history does not matter.
`;
  await writeFile(RESULTS, report);
  process.stdout.write(report);
} finally {
  await database.close();
  await server.stop();
  await rm(directory, { recursive: true, force: true });
}

async function scenarios(): Promise<void> {
  const steady = new Claimer(database, 'w', 60);
  const fresh = () => new Claimer(database, 'w', 60).next();
  await row('empty queue: a poll', () => fresh());
  await row('empty queue: the plain claim alone', () => claimNext(database.kysely, 'w', 60));

  await refill({ count: 6000, prefix: 'call-' });
  await row('one tenant, 6,000 pending: the plain claim alone', () => claimNext(database.kysely, 'w', 60));
  await row(
    'the same: a claim within a second of the last look',
    () => steady.next(),
    () => steady.next(),
  );
  await row('the same: a claim with its look', fresh);

  await refill({ count: HEAD, prefix: 'capped-', tenant: 2, priority: 10 });
  await addTenant(database, 2, 1);
  await fillQueue(database, { count: 500, prefix: 'other-' });
  await analyze();
  await fresh();
  await row(`${HEAD} rows of a tenant at its cap at the head: a claim`, fresh);
  await row('the same by tenant_id NOT IN (…)', () => withoutTenant());

  await refill({ count: HEAD, prefix: 'delayed-', priority: 10, availableAt: LATER });
  await row(`${HEAD} delayed rows, nothing due: a poll`, fresh);
  await row('the same by the plain claim', () => claimNext(database.kysely, 'w', 60));
  await fillQueue(database, { count: 500, prefix: 'due-' });
  await analyze();
  await row(`${HEAD} delayed rows at the head, others due: a claim`, fresh);
  await row('the same by the plain claim', () => claimNext(database.kysely, 'w', 60));

  for (const tenants of [20, 100]) {
    await emptyPending();
    for (let tenant = 1; tenant <= tenants; tenant += 1)
      for (const priority of [10, 100, 200])
        await fillQueue(database, { count: 100, prefix: `t${tenant}-p${priority}-`, tenant, priority });
    await analyze();
    await row(`${tenants} tenants in three bands each: a claim in turn`, fresh);
  }

  await emptyPending();
  for (let priority = 1; priority <= 1000; priority += 1)
    await fillQueue(database, { count: 1, prefix: `p${priority}-`, priority });
  await analyze();
  await row('one tenant that uses 1,000 different priorities: a claim with its look', fresh);

  await emptyPending();
  await fillQueue(database, { count: 6000, prefix: 'call-' });
  await analyze();
  await row('callmill status', () => loadStatus(database));
  await row('the same count by GROUP BY processing_status', () =>
    sql`SELECT processing_status, COUNT(*) FROM ai_call_recordings GROUP BY processing_status`.execute(
      database.kysely,
    ),
  );
}

async function row(
  name: string,
  run: () => Promise<unknown>,
  prepare?: () => Promise<unknown>,
): Promise<void> {
  const timing: Timing = await serverTime(database, name.includes('GROUP BY') ? 3 : ROUNDS, run, prepare);
  lines.push(`| ${name} | ${timing.median.toFixed(2)} | ${timing.p95.toFixed(2)} |`);
  process.stderr.write(`${lines.at(-1)}\n`);
}

async function refill(fill: Parameters<typeof fillQueue>[1]): Promise<void> {
  await emptyPending();
  await fillQueue(database, fill);
  await analyze();
}

async function emptyPending(): Promise<void> {
  await sql`DELETE FROM ai_call_recordings WHERE processing_status IN ('pending', 'processing')`.execute(
    database.kysely,
  );
  await emptyTenants(database);
}

async function emptyTenants(of: Database): Promise<void> {
  await sql`DELETE FROM ai_tenants WHERE id <> 1`.execute(of.kysely);
  await sql`DELETE FROM ai_tenant_turns`.execute(of.kysely);
}

/** Fresh statistics, and what the set-up deleted is really gone: reading past unpurged entries would be measured too. */
async function analyze(): Promise<void> {
  await sql`SET GLOBAL innodb_max_purge_lag_wait = 0`.execute(database.kysely);
  await sql`ANALYZE TABLE ai_call_recordings`.execute(database.kysely);
}

/** The shape that looks obvious: walks past every row of the tenants that may not run. */
async function withoutTenant(): Promise<void> {
  await sql`
    SELECT id FROM ai_call_recordings FORCE INDEX (claim)
    WHERE processing_status = 'pending' AND available_at <= UTC_TIMESTAMP(6) AND tenant_id NOT IN (2)
    ORDER BY priority, available_at, id
    LIMIT 1
    FOR UPDATE SKIP LOCKED`.execute(database.kysely);
}
