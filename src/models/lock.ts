import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { monotonicMs, sleep, wallClock } from '../clock/clock.ts';
import { systemCode } from '../errors/coerce.ts';

const HEARTBEAT_MS = 2000;
/** A lock file untouched for this long belongs to a process that is gone. */
const STALE_MS = 20_000;
const POLL_MS = 50;

/**
 * Runs `work` while no other process runs something under the same lock file.
 *
 * The file names its holder and is touched while held. A waiter takes it over when the holder was on this host and is
 * gone, or when it has watched the file stay untouched for 20 s by its own clock (clocks of boards differ).
 */
export async function withLock<T>(path: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  const holder = `${hostname()} ${process.pid} ${randomUUID()}`;
  await acquire(path, holder, signal);
  const heartbeat = setInterval(() => {
    const now = wallClock();
    utimes(path, now, now).catch(() => undefined);
  }, HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    // A process that slept through its lease must not remove its successor's lock.
    if ((await describe(path))?.holder === holder) await rm(path, { force: true });
  }
}

async function acquire(path: string, holder: string, signal?: AbortSignal): Promise<void> {
  let seen = '';
  let since = monotonicMs();
  while (!(await create(path, holder))) {
    signal?.throwIfAborted();
    const state = await describe(path);
    if (state !== null && state.mark !== seen) {
      seen = state.mark;
      since = monotonicMs();
    }
    if (state !== null && (holderIsGone(state.holder) || monotonicMs() - since > STALE_MS)) {
      await takeAway(path, state.mark);
    } else {
      await sleep(POLL_MS, signal);
    }
  }
}

async function create(path: string, holder: string): Promise<boolean> {
  try {
    await using file = await open(path, 'wx');
    await file.writeFile(holder);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** The holder, and a mark that changes with every touch; null when the lock has just been let go. */
async function describe(path: string): Promise<{ holder: string; mark: string } | null> {
  try {
    const [holder, facts] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    return { holder, mark: `${holder} ${facts.ino} ${facts.mtimeMs}` };
  } catch {
    return null;
  }
}

function holderIsGone(holder: string): boolean {
  const [host, pid] = holder.split(' ');
  if (host !== hostname() || pid === undefined) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return systemCode(error) === 'ESRCH';
  }
}

/** Removes the lock only if it is still the one judged stale: of two waiters, the second must not remove a new one. */
async function takeAway(path: string, mark: string): Promise<void> {
  const current = await describe(path);
  if (current?.mark !== mark) return;
  const aside = `${path}.${randomUUID()}`;
  await rename(path, aside).catch(() => undefined);
  await rm(aside, { force: true });
}
