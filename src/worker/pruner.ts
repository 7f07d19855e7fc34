import { jitter, sleep } from '../clock/clock.ts';
import type { Database } from '../database/connect.ts';
import { prune } from '../queue/prune.ts';
import type { WorkerEvents } from './events.ts';
import type { WorkerSettings } from './settings.ts';

const HOUR_MS = 3_600_000;

export interface PruneContext {
  readonly database: Database;
  readonly settings: Pick<WorkerSettings, 'keepAttemptsDays'>;
  readonly events: Pick<WorkerEvents, 'onPruned'>;
}

/**
 * Removes old history while a worker runs, about hourly. Waits first, for a random time, so that a fleet that was
 * started together does not prune together and a short-lived worker does not prune at all.
 *
 * @param meanMs mean time between two rounds
 */
export async function pruneNowAndThen(
  { database, settings, events }: PruneContext,
  signal: AbortSignal,
  meanMs: number = HOUR_MS,
): Promise<void> {
  if (settings.keepAttemptsDays === 0) return;
  while (!signal.aborted) {
    await sleep(jitter(2 * meanMs), signal).catch(() => undefined);
    if (signal.aborted) return;
    try {
      const { attempts, workers } = await prune(database, settings.keepAttemptsDays, signal);
      if (attempts + workers > 0) events.onPruned?.(attempts + workers);
    } catch {
      // A database that is away is the claim loop's news; the next round removes what this one did not.
    }
  }
}
