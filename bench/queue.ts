import { writeFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { wallClock } from '../src/clock/clock.ts';
import { emptyCosts, metricsCosts } from './queue/costs.ts';
import { emptyQueue, fillHistory, fillQueue } from './queue/fill.ts';
import { fillJobs, laravelVersion, raceLaravel } from './queue/laravel.ts';
import { lockedRecords, race } from './queue/race.ts';
import { type Entry, renderReport } from './queue/report.ts';
import { type BenchServer, openServer } from './queue/server.ts';
import { PRODUCT, SHAPES, type Shape } from './queue/shapes.ts';

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
const rows = Number(values.rows);
const pending = Number(values.pending);
const load = loadavg()
  .map((value) => value.toFixed(1))
  .join(', ');

const server = await openServer(values.engine === 'mysql' ? 'mysql' : 'mariadb');
try {
  const { database } = server;
  console.log(`${server.version}: filling ${rows} rows …`);
  await fillHistory(database, rows, (done) => done % 1_000_000 === 0 && console.log(`  ${done}`));
  await emptyQueue(database);
  await sql`ANALYZE TABLE ai_call_recordings`.execute(database.kysely);
  const costs = [...(await emptyCosts(database))];
  await fillQueue(database, pending);
  costs.push(...(await metricsCosts(database, pending)));
  const ours: Entry[] = [];
  const others: Entry[] = [];
  for (const [number, shape] of SHAPES.entries()) {
    const at = shape.name === PRODUCT ? CLAIMERS : [COMPARED_AT];
    const into = shape.name === PRODUCT ? ours : others;
    for (const claimers of at) into.push(await measure(server, shape, number, claimers));
  }
  const laravel = laravelVersion();
  if (laravel !== null) others.push(await measureLaravel(server, laravel));
  const [cpu] = cpus();
  const report = renderReport({
    machine: `${cpus().length} cores (${cpu?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 1024 ** 3)} GiB`,
    engine: server.version,
    when: wallClock().toISOString().slice(0, 10),
    rows,
    pending,
    load,
    ours,
    others,
    costs,
    notes:
      laravel === null
        ? ['Laravel was not measured: PHP with php-illuminate-queue is not on this machine.']
        : [],
  });
  await writeFile(values.output, report);
  console.log(report);
} finally {
  await server.close();
}

async function measure(on: BenchServer, shape: Shape, number: number, claimers: number): Promise<Entry> {
  const { index } = shape;
  const { kysely } = on.database;
  if (index !== undefined) {
    await sql.raw(`ALTER TABLE ai_call_recordings ADD KEY ${index.name} (${index.columns})`).execute(kysely);
  }
  await fillQueue(on.database, pending);
  const locked = await lockedRecords(on.database, shape);
  const result = await race(on.options, number, claimers);
  if (index !== undefined) {
    await sql.raw(`ALTER TABLE ai_call_recordings DROP KEY ${index.name}`).execute(kysely);
  }
  console.log(`${shape.name}, ${shape.isolation}, ${claimers}: ${Math.round(result.jobsPerSecond)} jobs/s`);
  return { shape: shape.name, isolation: shape.isolation, lockedRecords: locked, result };
}

/** Its own table, without history: what it finishes it deletes. */
async function measureLaravel(on: BenchServer, version: string): Promise<Entry> {
  await fillJobs(on.database, pending);
  const result = await raceLaravel(on.options, COMPARED_AT);
  console.log(`Laravel ${version}: ${Math.round(result.jobsPerSecond)} jobs/s`);
  const shape = `Laravel ${version} database queue (its own table, no history)`;
  return { shape, isolation: 'REPEATABLE READ', lockedRecords: null, result };
}
