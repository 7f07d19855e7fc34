import { readFile, rm } from 'node:fs/promises';
import { monotonicMs, sleep } from '../../src/clock/clock.ts';
import { CallmillError } from '../../src/errors/error.ts';
import { pidFile } from './server-arguments.ts';

const PREVIOUS_GONE_WITHIN_MS = 15_000;

/**
 * Waits for a server left by a run that was just interrupted: it needs a moment to write its pages.
 *
 * @throws CallmillError database_unavailable when the folder stays in use.
 */
export async function waitForPrevious(directory: string): Promise<void> {
  const deadline = monotonicMs() + PREVIOUS_GONE_WITHIN_MS;
  let pid = await liveServer(directory);
  while (pid !== undefined && monotonicMs() < deadline) {
    await sleep(100);
    pid = await liveServer(directory);
  }
  if (pid !== undefined) {
    throw new CallmillError('database_unavailable', `Process ${pid} already runs a MariaDB in ${directory}`, {
      remedy: 'Wait for the other run to end, or end it, then try again.',
    });
  }
  await rm(pidFile(directory), { force: true });
}

/** The process that the pid file names, if it still is a server on this folder and not a stranger with its number. */
async function liveServer(directory: string): Promise<number | undefined> {
  const text = await readFile(pidFile(directory), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  if (!Number.isInteger(pid)) return undefined;
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return command.includes(`--pid-file=${pidFile(directory)}`) ? pid : undefined;
}
