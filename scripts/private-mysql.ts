import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';
import { monotonicMs, sleep } from '../src/clock/clock.ts';
import { CallmillError } from '../src/errors/error.ts';
import { installMySQL } from './mysql/install.ts';

const run = promisify(execFile);
const KEEPER = fileURLToPath(new URL('./mariadb/keep.sh', import.meta.url));
const USER = 'callmill';
const READY_WITHIN_MS = 60_000;
/** As seen from inside the folder that the server lives in. */
const DATA = '/data';

export interface PrivateMySQLOptions {
  /** Folder of its own; the program stays in it from run to run, the data does not. */
  readonly directory: string;
  /** False gives up safety against power loss for speed. Default true. */
  readonly durable?: boolean;
  /** Further mysqld arguments, e.g. a larger buffer pool for a benchmark. */
  readonly extra?: readonly string[];
}

export interface PrivateMySQL {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** May do everything; exists for 127.0.0.1 only. */
  readonly user: string;
  readonly password: string;
  /** Ends the server and resolves once its process is gone. */
  stop(): Promise<void>;
}

/**
 * Starts a current MySQL with empty data on 127.0.0.1, brought by {@link installMySQL} if need be. It ends with the
 * process that started it, kill -9 included (see mariadb/keep.sh).
 *
 * @throws CallmillError database_unavailable when it cannot be brought or does not start
 */
export async function startPrivateMySQL(options: PrivateMySQLOptions): Promise<PrivateMySQL> {
  const root = await installMySQL(resolve(options.directory));
  const data = join(root, DATA);
  await rm(data, { recursive: true, force: true });
  const base = ['mysqld', '--no-defaults', '--user=root', `--datadir=${DATA}`];
  await run('chroot', [root, ...base, '--initialize-insecure']);
  const password = randomBytes(18).toString('base64url');
  await writeFile(join(data, 'init.sql'), startSql(password), { mode: 0o600 });
  const port = await freePort();
  const temporary = await mkdtemp(join(tmpdir(), 'callmill-'));
  const keeper = spawn(
    'sh',
    [KEEPER, temporary, 'chroot', root, ...base, ...serverArguments(port, options)],
    {
      stdio: ['pipe', 'pipe', 'ignore'],
    },
  );
  const gone = once(keeper, 'exit');
  await once(createInterface({ input: keeper.stdout }), 'line');
  const stop = async () => {
    keeper.stdin.destroy();
    await gone;
  };
  const deadline = monotonicMs() + READY_WITHIN_MS;
  while (keeper.exitCode === null && monotonicMs() < deadline) {
    try {
      const connection = await createConnection({ host: '127.0.0.1', port, user: USER, password });
      await connection.end();
      return { host: '127.0.0.1', port, user: USER, password, stop };
    } catch {
      await sleep(100);
    }
  }
  await stop();
  throw new CallmillError('database_unavailable', 'The private MySQL did not start', {
    remedy: `Read ${join(data, 'error.log')}.`,
  });
}

function serverArguments(port: number, options: PrivateMySQLOptions): readonly string[] {
  return [
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--mysqlx=OFF',
    '--secure-file-priv=',
    '--skip-name-resolve',
    '--skip-log-bin',
    `--socket=${DATA}/s.sock`,
    `--pid-file=${DATA}/pid`,
    `--log-error=${DATA}/error.log`,
    `--init-file=${DATA}/init.sql`,
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_unicode_ci',
    '--max-connections=200',
    '--max-allowed-packet=64M',
    ...(options.durable === false ? ['--innodb-flush-log-at-trx-commit=0'] : []),
    ...(options.extra ?? []),
  ];
}

function startSql(password: string): string {
  return [
    `CREATE USER '${USER}'@'127.0.0.1' IDENTIFIED BY '${password}';`,
    `GRANT ALL PRIVILEGES ON *.* TO '${USER}'@'127.0.0.1' WITH GRANT OPTION;`,
    '',
  ].join('\n');
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return address.port;
}
