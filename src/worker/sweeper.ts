import { jitter, sleep } from '../clock/clock.ts';
import { closeLostAttempts } from '../queue/close-lost-attempts.ts';
import { dateUndatedLeases } from '../queue/date-undated-leases.ts';
import { recoverExpired } from '../queue/recover.ts';
import { pruneCheckpoints } from '../results/prune-checkpoints.ts';
import type { JobContext } from './job-context.ts';

/** Takes back what dead workers left, on a jittered schedule so that a fleet does not sweep in step. */
export async function sweepNowAndThen(
  { database, settings, events }: Pick<JobContext, 'database' | 'settings' | 'events'>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await dateUndatedLeases(database);
      const rows = await recoverExpired(database);
      await closeLostAttempts(database);
      if (rows > 0) events.onRecovered?.(rows);
      await pruneCheckpoints(database, settings.checkpointDays);
    } catch {
      // The claim loop meets the same trouble and reports it; two voices would be a storm.
    }
    const pause = settings.sweepSeconds * 1000;
    await sleep(pause / 2 + jitter(pause), signal).catch(() => undefined);
  }
}
