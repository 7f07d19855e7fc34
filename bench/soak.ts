import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPrivateMariaDB } from '../scripts/private-mariadb.ts';
import { currentEnvironment } from '../src/config/load.ts';
import { runSoak } from './soak/run-soak.ts';

const CALLS = Number(process.argv[2] ?? 2000);
const directory = await mkdtemp(join(tmpdir(), 'callmill-soak-'));
const server = await startPrivateMariaDB({
  directory: join(directory, 'mariadb'),
  database: 'soak',
  durable: false,
});
try {
  const figures = await runSoak({
    calls: CALLS,
    server: { ...server, database: 'soak' },
    directory,
    cacheDirectory: fileURLToPath(new URL('../.callmill/test/cache', import.meta.url)),
    path: currentEnvironment()['PATH'] ?? '',
    onCall: (done, { residentMb, files }) => {
      if (done % 20 === 0) console.log(`${done} of ${CALLS}: ${residentMb.toFixed(0)} MB, ${files} files`);
    },
  });
  const { holdings, ...rest } = figures;
  console.log(rest, holdings.length);
} finally {
  await server.stop();
  await rm(directory, { recursive: true, force: true });
}
