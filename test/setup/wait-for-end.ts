import { readFile } from 'node:fs/promises';
import { sleep } from '../../src/clock/clock.ts';

/** Resolves once a process that is not our child has ended; the caller's time limit is the test's. */
export async function waitForEnd(pid: number): Promise<void> {
  while (await isAlive(pid)) await sleep(20);
}

/** True while the process exists and is more than an exit status waiting to be read. */
export async function isAlive(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return status !== '' && !/\) Z /.test(status);
}
