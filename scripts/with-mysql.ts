import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { currentEnvironment } from '../src/config/load.ts';
import { startPrivateMySQL } from './private-mysql.ts';

/**
 * Runs tests on a current MySQL instead of MariaDB: brings one (first run: half a minute, 560 MB under
 * .callmill/mysql), starts it with empty data and tells the test setup where it is.
 *
 * Usage, as root: node scripts/with-mysql.ts [FILE… OPTION…]   Default: the queue, database and results tests.
 */
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DEFAULT = ['test/queue', 'test/database', 'test/results'];

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
