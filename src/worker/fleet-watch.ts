import { jitter, sleep } from '../clock/clock.ts';
import { readFleetFacts } from '../queue/fleet-facts.ts';
import { holdFleetLock } from '../queue/fleet-lock.ts';
import type { JobContext } from './job-context.ts';

/** Between two looks of the worker that exports; a scrape every 15 to 60 s sees fresh figures. */
const LOOK_MS = 15_000;
/** Between two tries of the others to become it. */
const TRY_MS = 30_000;

/**
 * Queue depth, dead letters and live workers are the fleet's, so exactly one worker at a time exports them: the one that
 * holds a named lock in the database. Everybody else exports none of them, because a stale figure is worse than none.
 */
export async function watchFleet(
  { database, events }: Pick<JobContext, 'database' | 'events'>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await holdFleetLock(database, async (connection) => {
      while (!signal.aborted) {
        events.onFleet?.(await readFleetFacts(connection));
        await sleep(LOOK_MS, signal).catch(() => undefined);
      }
    }).catch(() => false);
    events.onFleet?.(null);
    await sleep(TRY_MS / 2 + jitter(TRY_MS), signal).catch(() => undefined);
  }
}
