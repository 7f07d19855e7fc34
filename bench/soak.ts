import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPrivateMariaDB } from '../scripts/private-mariadb.ts';
import { currentEnvironment } from '../src/config/load.ts';
import { openDatabase } from '../src/database/connect.ts';
import { measureLongCall } from './soak/long-call.ts';
import { faultsOf, report } from './soak/report.ts';
import { runSoak } from './soak/run-soak.ts';

/** Whether a worker can run for months: thousands of recordings through one, and what its main process then holds. */

const CALLS = Number(process.argv[2] ?? 2000);
const LONG_CALL_HOURS = 3;
const RESULTS = fileURLToPath(new URL('./results/soak.md', import.meta.url));
const CACHE = fileURLToPath(new URL('../.callmill/test/cache', import.meta.url));

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const directory = await mkdtemp(join(tmpdir(), 'callmill-soak-'));
const server = await startPrivateMariaDB({
  directory: join(directory, 'mariadb'),
  database: 'soak',
  durable: false,
});
const database = openDatabase({ ...server, database: 'soak', poolSize: 1, queryTimeoutMs: 60_000 });
try {
  await mkdir(CACHE, { recursive: true });
  const figures = await runSoak({
    calls: CALLS,
    server: { ...server, database: 'soak' },
    directory,
    cacheDirectory: CACHE,
    path: currentEnvironment()['PATH'] ?? '',
    onCall(done, { residentMb, files }) {
      if (done % 100 === 0) console.log(`${done} of ${CALLS}: ${residentMb.toFixed(0)} MB, ${files} files`);
    },
  });
  const page = report(figures, await measureLongCall(database, LONG_CALL_HOURS));
  // A short run is a look, not a result.
  if (CALLS >= 2000) await writeFile(RESULTS, page);
  process.stdout.write(page);
  process.exitCode = faultsOf(figures).length === 0 ? 0 : 1;
} finally {
  await database.close();
  await server.stop();
  await rm(directory, { recursive: true, force: true });
}
