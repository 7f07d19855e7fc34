import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { startPrivateMariaDB } from '../../scripts/private-mariadb.ts';

/** How tests reach the one database server of this run; see fresh-database.ts. */
export interface TestDatabaseServer {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    mariadb: TestDatabaseServer;
  }
}

const PARENT = fileURLToPath(new URL('../../.callmill/test', import.meta.url));
const PREFIX = 'mariadb-';

/**
 * One private MariaDB for the whole run, in a folder named after this process; or the server that
 * CALLMILL_TEST_DATABASE names (mysql://user:password@host:port, a user who may create databases), which is how
 * scripts/with-mysql.ts runs the same tests on MySQL.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const external = process.env['CALLMILL_TEST_DATABASE'];
  if (external !== undefined && external !== '') {
    project.provide('mariadb', parseServer(external));
    return async () => undefined;
  }
  await mkdir(PARENT, { recursive: true });
  await removeLeftovers();
  const directory = join(PARENT, `${PREFIX}${process.pid}`);
  const server = await startPrivateMariaDB({ directory, durable: false });
  const { host, port, user, password } = server;
  project.provide('mariadb', { host, port, user, password });
  return async () => {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  };
}

function parseServer(text: string): TestDatabaseServer {
  const url = new URL(text);
  return {
    host: url.hostname,
    port: Number(url.port || 3306),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
}

/** Folders of runs that were killed before they could tidy up. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(PARENT)) {
    if (!name.startsWith(PREFIX) || isRunning(Number(name.slice(PREFIX.length)))) continue;
    await rm(join(PARENT, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
