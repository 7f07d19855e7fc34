import { execFile } from 'node:child_process';
import { access, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CallmillError } from '../../src/errors/error.ts';
import { findProgram } from '../mariadb/install.ts';

const run = promisify(execFile);

/** Debian keeps a current MySQL in its unstable distribution only. */
const SUITE = 'sid';
const PACKAGE = 'mysql-server-core';
const APT = '/etc/apt';

/**
 * Makes a folder that holds a current MySQL and the few libraries it needs (560 MB, about half a minute), unless it is
 * there: a small Debian of its own, because Debian's stable releases have no MySQL and its libraries do not fit here.
 * Nothing of the machine's own system is changed.
 *
 * @throws CallmillError database_unavailable: not root, no debootstrap, no Debian mirror in the machine's apt sources
 */
export async function installMySQL(directory: string): Promise<string> {
  const root = join(directory, 'root');
  if (await exists(join(root, 'usr/sbin/mysqld'))) return root;
  if (process.getuid?.() !== 0) throw unavailable('Bringing a MySQL needs root', 'Run it as root.');
  const debootstrap = await findProgram('debootstrap').catch(() => {
    throw unavailable('The program debootstrap is not on this machine', 'apt-get install debootstrap.');
  });
  const partial = join(directory, 'root.partial');
  await rm(partial, { recursive: true, force: true });
  const mirror = await debianMirror();
  try {
    await run(debootstrap, ['--variant=minbase', `--include=${PACKAGE}`, SUITE, partial, mirror], {
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch (error) {
    const log = join(partial, 'debootstrap/debootstrap.log');
    throw unavailable('A MySQL could not be installed', `Read ${log}.`, error);
  }
  await rename(partial, root);
  return root;
}

/** The mirror that this machine's own apt uses for Debian, without security updates, which have no unstable. */
async function debianMirror(): Promise<string> {
  for (const line of await aptLines()) {
    const mirror = /\bhttps?:\/\/\S*\/debian\/?(?=\s|$)/.exec(line)?.[0];
    if (mirror !== undefined && !line.trimStart().startsWith('#')) return mirror;
  }
  throw unavailable('No Debian mirror in the apt sources', 'Add one to /etc/apt/sources.list.');
}

/** Lines of both forms of apt's configuration: one-line entries and deb822 stanzas. */
async function aptLines(): Promise<readonly string[]> {
  const parts = await readdir(join(APT, 'sources.list.d')).catch(() => []);
  const files = [
    join(APT, 'sources.list'),
    ...parts
      .filter((name) => /\.(list|sources)$/.test(name))
      .map((name) => join(APT, 'sources.list.d', name)),
  ];
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
  return texts.flatMap((text) => text.split('\n'));
}

function unavailable(explanation: string, remedy: string, cause?: unknown): CallmillError {
  return new CallmillError('database_unavailable', explanation, { remedy, cause });
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
