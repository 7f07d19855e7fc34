import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { currentEnvironment } from '../src/config/load.ts';
import { startPrivateMySQL } from './private-mysql.ts';

/**
 * Runs tests on a current MySQL instead of MariaDB: brings one (first run: half a minute, 560 MB under
 * .callmill/mysql), starts it with empty data and tells the test setup where it is.
 *
 * Usage, as root: node scripts/with-mysql.ts [FILE… OPTION…]   Default: every room that has statements of its own, and the
 * commands and calls that use several of them; three to five minutes.
 */
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DEFAULT = [
  'test/queue',
  'test/database',
  'test/results',
  'test/tenants',
  'test/doctor/every-line-says-what-is-wrong.test.ts',
  'test/cli/operators-see-and-steer-the-queue.test.ts',
  'test/cli/submit-takes-files-and-manifests.test.ts',
  'test/deploy/laravel-models-read-and-write.test.ts',
  'test/pipeline/a-checkpoint-holds-no-spoken-number.test.ts',
  'test/worker/analysis-configurations-are-read-by-tier.test.ts',
  'test/path/a-transcript-is-used-again.test.ts',
  'test/path/an-analysis-is-made-again.test.ts',
  'test/path/an-enrolled-agent-is-named.test.ts',
  'test/path/tenants-redact-in-their-own-way.test.ts',
  'test/path/words-leave-only-with-leave.test.ts',
];

// A test that was renamed would be left out without a word.
for (const path of DEFAULT) await access(join(ROOT, path));
const server = await startPrivateMySQL({ directory: join(ROOT, '.callmill', 'mysql'), durable: false });
try {
  const { host, port, user, password } = server;
  const wanted = process.argv.slice(2);
  const runner = spawn(
    process.execPath,
    [join(ROOT, 'scripts', 'test.ts'), ...(wanted.length > 0 ? wanted : DEFAULT)],
    {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...currentEnvironment(),
        CALLMILL_TEST_DATABASE: `mysql://${user}:${encodeURIComponent(password)}@${host}:${port}`,
      },
    },
  );
  const [code] = (await once(runner, 'close')) as [number | null];
  process.exitCode = code ?? 1;
} finally {
  await server.stop();
}
