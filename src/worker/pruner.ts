import { jitter, sleep } from '../clock/clock.ts';
import { prune } from '../queue/prune.ts';
import type { JobContext } from './job.ts';

/** Mean time between two rounds of one worker. */
const HOUR_MS = 3_600_000;

/**
 * Removes old history while a worker runs, about hourly. Waits first, for a random time, so that a fleet that was
 * started together does not prune together and a short-lived worker does not prune at all.
 */
export async function pruneNowAndThen(
  { database, settings, events }: Pick<JobContext, 'database' | 'settings' | 'events'>,
  signal: AbortSignal,
): Promise<void> {
  if (settings.keepAttemptsDays === 0) return;
  while (!signal.aborted) {
    await sleep(jitter(2 * HOUR_MS), signal).catch(() => undefined);
    if (signal.aborted) return;
    try {
      const { attempts, workers } = await prune(database, settings.keepAttemptsDays, signal);
      if (attempts + workers > 0) events.onPruned?.(attempts + workers);
    } catch {
      // A database that is away is the claim loop's news; the next round removes what this one did not.
    }
  }
}
