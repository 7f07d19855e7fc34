import { writeFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { wallClock } from '../src/clock/clock.ts';
import type { Database } from '../src/database/connect.ts';
import type { Heat } from './queue/claimer.ts';
import { emptyCosts, metricsCosts } from './queue/costs.ts';
import { emptyQueue, fillHistory, fillQueue, settle } from './queue/fill.ts';
import { fillJobs, laravelVersion, raceLaravel } from './queue/laravel.ts';
import { lockedRecords, race } from './queue/race.ts';
import { type Entry, type OtherServer, type Paced, renderReport } from './queue/report.ts';
import { type BenchServer, openServer } from './queue/server.ts';
import { SHAPES, type Shape } from './queue/shapes.ts';

/**
 * Measures the claim on a table of production size, beside the shapes it was chosen over.
 *
 * Usage: npm run bench:queue -- [--rows 10000000] [--pending 6000] [--engine mariadb|mysql] [--output FILE]
 * Ten million rows need about 6 GB under .callmill/bench and some minutes; they are kept for the next run.
 */
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '10000000' },
    pending: { type: 'string', default: '6000' },
    engine: { type: 'string', default: 'mariadb' },
    output: { type: 'string', default: fileURLToPath(new URL('./results/queue.md', import.meta.url)) },
  },
});
const CLAIMERS = [1, 4, 16, 64];
const COMPARED_AT = 16;
const WARM_UP_ROWS = 3000;
const CROWD = [16, 64];
/** Jobs a second that fall due to 64 claimers together: 43 to 130 million calls a day. */
const PACES = [500, 1000, 1500];
/** MySQL's community server has no thread pool. */
const OTHER_SERVERS = [
  {
    name: 'server with a thread pool',
    what: '`thread_handling = pool-of-threads`: as many threads as cores instead of one a connection, so that the claimers do not\nfight for the pages at the head of the queue.',
    extra: ['--thread-handling=pool-of-threads'],
  },
  {
    name: 'thread pool, log flushed once a second',
    what: '`innodb_flush_log_at_trx_commit = 2` besides: a crash of the server loses nothing, a power cut up to a second of commits; for\nthe queue that means calls made again, never lost ones, but rows that the application inserted in that second are gone.',
    extra: ['--thread-handling=pool-of-threads', '--innodb-flush-log-at-trx-commit=2'],
  },
];
const rows = Number(values.rows);
const pending = Number(values.pending);
const load = loadavg()
  .map((value) => value.toFixed(1))
  .join(', ');

const engine = values.engine === 'mysql' ? 'mysql' : 'mariadb';

const first = await withServer([], (server) => measureAll(server));
const servers: OtherServer[] = [];
for (const { extra, ...about } of engine === 'mariadb' ? OTHER_SERVERS : []) {
  servers.push({ ...about, entries: await withServer(extra, (server) => measureOurs(server, CROWD)) });
}
const [cpu] = cpus();
const report = renderReport({
  ...first,
  machine: `${cpus().length} cores (${cpu?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 1024 ** 3)} GiB`,
  when: wallClock().toISOString().slice(0, 10),
  pending,
  load,
  servers,
});
await writeFile(values.output, report);
console.log(report);

async function withServer<T>(
  extra: readonly string[],
  work: (server: BenchServer) => Promise<T>,
): Promise<T> {
  const server = await openServer(engine, extra);
  try {
    return await work(server);
  } finally {
    await server.close();
  }
}

async function measureAll(server: BenchServer) {
  const { database } = server;
  console.log(`${server.version}: filling ${rows} rows …`);
  const history = await fillHistory(
    database,
    rows,
    (done) => done % 1_000_000 === 0 && console.log(`  ${done}`),
  );
  await emptyQueue(database);
  await sql`ANALYZE TABLE ai_call_recordings`.execute(database.kysely);
  const costs = [...(await emptyCosts(database))];
  await fillQueue(database, pending);
  costs.push(...(await metricsCosts(database, pending)));
  const ours = await measureOurs(server, CLAIMERS);
  const paced = await measurePaced(server);
  const others: Entry[] = [];
  for (const [number, shape] of SHAPES.entries()) {
    if (shape.ours !== true) others.push(await measure(server, shape, number, COMPARED_AT));
  }
  const laravel = laravelVersion();
  if (laravel !== null) others.push(await measureLaravel(server, laravel));
  const missing = 'Laravel was not measured: PHP with php-illuminate-queue is not on this machine.';
  return {
    rows: history,
    engine: server.version,
    costs,
    ours,
    paced,
    others,
    notes: laravel === null ? [missing] : [],
  };
}

/** The crowd as a fleet meets it: claims fall due at random moments instead of each the moment the last is done. */
async function measurePaced({ database, options }: BenchServer): Promise<Paced[]> {
  const paced: Paced[] = [];
  for (const jobsPerSecond of PACES) {
    const result = await race(options, fillFor(database), 0, Math.max(...CLAIMERS), jobsPerSecond);
    paced.push({ jobsPerSecond, result });
  }
  return paced;
}

/** What a race starts with; what it leaves is removed before the next. */
function fillFor(database: Database): (heat: Heat) => Promise<void> {
  return async (heat) => {
    await fillQueue(database, heat === 'race' ? pending : Math.min(pending, WARM_UP_ROWS));
    await settle(database);
  };
}

async function measureOurs(server: BenchServer, claimers: readonly number[]): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const [number, shape] of SHAPES.entries()) {
    if (shape.ours !== true) continue;
    for (const count of claimers) entries.push(await measure(server, shape, number, count));
  }
  return entries;
}

async function measure(on: BenchServer, shape: Shape, number: number, claimers: number): Promise<Entry> {
  const { index } = shape;
  const { kysely } = on.database;
  if (index !== undefined) {
    await sql.raw(`ALTER TABLE ai_call_recordings ADD KEY ${index.name} (${index.columns})`).execute(kysely);
  }
  await fillQueue(on.database, pending);
  const locked = await lockedRecords(on.database, shape);
  const result = await race(on.options, fillFor(on.database), number, claimers);
  if (index !== undefined) {
    await sql.raw(`ALTER TABLE ai_call_recordings DROP KEY ${index.name}`).execute(kysely);
  }
  console.log(`${shape.name}, ${shape.isolation}, ${claimers}: ${Math.round(result.jobsPerSecond)} jobs/s`);
  return { shape: shape.name, isolation: shape.isolation, lockedRecords: locked, result };
}

/** Its own table, without history: what it finishes it deletes. */
async function measureLaravel(on: BenchServer, version: string): Promise<Entry> {
  await fillJobs(on.database, pending);
  await settle(on.database);
  const result = await raceLaravel(on.options, COMPARED_AT);
  console.log(`Laravel ${version}: ${Math.round(result.jobsPerSecond)} jobs/s`);
  const shape = `Laravel ${version} database queue (its own table, no history)`;
  return { shape, isolation: 'REPEATABLE READ', lockedRecords: null, result };
}
