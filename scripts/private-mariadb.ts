import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { createServer, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { createConnection } from 'mysql2/promise';
import { monotonicMs, sleep } from '../src/clock/clock.ts';
import { CallmillError } from '../src/errors/error.ts';
import { findProgram, installDataDirectory } from './mariadb/install.ts';
import { waitForPrevious } from './mariadb/previous.ts';
import { errorLog, initFile, type ServerArguments, serverArguments } from './mariadb/server-arguments.ts';

export interface PrivateMariaDBOptions {
  /** Folder of its own; data, log and pid file lie in it, and a later start finds its data again. */
  readonly directory: string;
  /** Fixed port, for example to come back where it was; a free one otherwise. */
  readonly port?: number;
  /** Fixed password; a random one otherwise. */
  readonly password?: string;
  /** Created unless it is there. */
  readonly database?: string;
  /** False gives up safety against power loss for speed. Default true. */
  readonly durable?: boolean;
  /** Further server arguments, after all others. */
  readonly extra?: readonly string[];
}

export interface PrivateMariaDB {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** May do everything; exists for 127.0.0.1 and the socket only. */
  readonly user: string;
  readonly password: string;
  readonly socket: string;
  readonly pid: number;
  /** Ends the server (SIGTERM) and resolves once its process is gone. Safe to call twice. */
  stop(): Promise<void>;
}

type Keeper = ChildProcessByStdio<Writable, Readable, null>;

const USER = 'callmill';
const READY_WITHIN_MS = 60_000;
const PORT_ATTEMPTS = 3;
/** Longest path of a Unix socket on Linux, less the closing zero. */
const SOCKET_PATH_LIMIT = 107;
const KEEPER = fileURLToPath(new URL('./mariadb/keep.sh', import.meta.url));

/**
 * Starts a MariaDB of its own on 127.0.0.1, apart from any server or data of the system, as root or as a normal user.
 * Whatever ends this process, kill -9 included, ends the server too (see mariadb/keep.sh).
 *
 * @throws CallmillError database_unavailable when it is not installed, another run uses the folder, or it does not start.
 */
export async function startPrivateMariaDB(options: PrivateMariaDBOptions): Promise<PrivateMariaDB> {
  const directory = resolve(options.directory);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await waitForPrevious(directory);
  const data = await installDataDirectory(directory);
  const program = await findProgram('mariadbd');
  const password = options.password ?? randomBytes(18).toString('base64url');
  await writeFile(initFile(directory), startSql(password, options.database), { mode: 0o600 });
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort());
    const durable = options.durable ?? true;
    try {
      return await launch(program, { directory, data, port, durable, extra: options.extra ?? [] }, password);
    } catch (error) {
      // Another process may have taken the free port between the look and the start.
      if (options.port !== undefined || attempt === PORT_ATTEMPTS) throw error;
    }
  }
}

async function launch(
  program: string,
  parameters: Omit<ServerArguments, 'socket'>,
  password: string,
): Promise<PrivateMariaDB> {
  const socketFolder = await makeSocketFolder();
  const socket = join(socketFolder, 'db.sock');
  const keeper = spawn('sh', [KEEPER, socketFolder, program, ...serverArguments({ ...parameters, socket })], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const gone = once(keeper, 'exit').then(() => undefined);
  const stop = async () => {
    keeper.ref();
    keeper.stdin.destroy();
    await gone;
  };
  try {
    const pid = await firstLine(keeper.stdout);
    await waitUntilReady({ port: parameters.port, password }, keeper, parameters.directory);
    letGo(keeper);
    return { host: '127.0.0.1', port: parameters.port, user: USER, password, socket, pid, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** This user alone is left: the installation makes root without a password. Runs before the port opens. */
function startSql(password: string, database: string | undefined): string {
  const users = ['127.0.0.1', 'localhost'].flatMap((host) => [
    `CREATE OR REPLACE USER '${USER}'@'${host}' IDENTIFIED BY '${password.replaceAll("'", "''")}';`,
    `GRANT ALL PRIVILEGES ON *.* TO '${USER}'@'${host}' WITH GRANT OPTION;`,
  ]);
  const others = `DELETE FROM mysql.global_priv WHERE User NOT IN ('${USER}', 'mariadb.sys');`;
  const databases = database === undefined ? [] : [`CREATE DATABASE IF NOT EXISTS \`${database}\`;`];
  return `${[...users, others, 'FLUSH PRIVILEGES;', ...databases].join('\n')}\n`;
}

async function makeSocketFolder(): Promise<string> {
  const base = tmpdir().length + '/callmill-XXXXXX/db.sock'.length <= SOCKET_PATH_LIMIT ? tmpdir() : '/tmp';
  return mkdtemp(join(base, 'callmill-'));
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

async function firstLine(output: Readable): Promise<number> {
  const [line] = await once(createInterface({ input: output }), 'line');
  return Number(line);
}

async function waitUntilReady(
  server: { readonly port: number; readonly password: string },
  keeper: Keeper,
  directory: string,
): Promise<void> {
  const deadline = monotonicMs() + READY_WITHIN_MS;
  while (keeper.exitCode === null && monotonicMs() < deadline) {
    try {
      const connection = await createConnection({ host: '127.0.0.1', user: USER, ...server });
      await connection.end();
      return;
    } catch {
      await sleep(20);
    }
  }
  throw new CallmillError('database_unavailable', 'The private MariaDB did not start', {
    remedy: `Read ${errorLog(directory)}.`,
  });
}

/** The server must not keep this process running; its end is the server's end anyway. */
function letGo(keeper: Keeper): void {
  keeper.unref();
  // The pipes of a child are sockets underneath, which the types do not say.
  for (const stream of [keeper.stdin, keeper.stdout]) if (stream instanceof Socket) stream.unref();
}
