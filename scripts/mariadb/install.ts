import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { currentEnvironment } from '../../src/config/load.ts';
import { CallmillError } from '../../src/errors/error.ts';

const run = promisify(execFile);

/** Debian keeps servers in /usr/sbin, which is not on the path of a normal user. */
const ALSO_LOOK_IN = ['/usr/sbin', '/usr/local/sbin', '/usr/bin', '/usr/libexec'];

/**
 * Absolute path of a program.
 *
 * @throws CallmillError database_unavailable naming the packages when it is not there.
 */
export async function findProgram(name: string): Promise<string> {
  const { PATH = '' } = currentEnvironment();
  const folders = [...PATH.split(delimiter), ...ALSO_LOOK_IN];
  for (const folder of folders.filter((entry) => entry !== '')) {
    const path = join(folder, name);
    if (await succeeds(access(path, constants.X_OK))) return path;
  }
  throw new CallmillError('database_unavailable', `The program ${name} is not on this machine`, {
    remedy: 'Install it: apt-get install mariadb-server-core mariadb-client-core.',
  });
}

/** The operating system's user is named only for root, which the server refuses to run as unless told. */
export function userArguments(): readonly string[] {
  return process.getuid?.() === 0 ? ['--user=root'] : [];
}

/**
 * Makes an empty data folder at `directory/data` unless it is there. An interrupted installation leaves only
 * `data.partial`, which the next one replaces.
 *
 * @throws CallmillError database_unavailable naming the log when the installation fails.
 */
export async function installDataDirectory(directory: string): Promise<string> {
  await mkdir(temporary(directory), { recursive: true, mode: 0o700 });
  const data = join(directory, 'data');
  if (await succeeds(access(data))) return data;
  const partial = join(directory, 'data.partial');
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true, mode: 0o700 });
  const program = await findProgram('mariadb-install-db');
  try {
    await run(program, [
      '--no-defaults',
      `--datadir=${partial}`,
      `--tmpdir=${temporary(directory)}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
      '--skip-log-bin',
      '--innodb-log-file-size=16M',
      ...userArguments(),
    ]);
  } catch (error) {
    const log = join(directory, 'install.log');
    await writeFile(log, outputOf(error));
    throw new CallmillError('database_unavailable', 'The private MariaDB could not be installed', {
      cause: error,
      remedy: `Read ${log}.`,
    });
  }
  await rename(partial, data);
  return data;
}

function outputOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { stdout = '', stderr = '' } = error as Error & { stdout?: string; stderr?: string };
  return `${error.message}\n${stdout}\n${stderr}\n`;
}

function succeeds(attempt: Promise<void>): Promise<boolean> {
  return attempt.then(
    () => true,
    () => false,
  );
}

/** Of this server alone: servers that begin at the same time take each other's temporary tables away under /tmp. */
export const temporary = (directory: string) => join(directory, 'tmp');
