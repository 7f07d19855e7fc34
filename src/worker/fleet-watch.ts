import { jitter, monotonicMs, sleep } from '../clock/clock.ts';
import { readFleetFacts } from '../queue/fleet-facts.ts';
import { holdFleetLock } from '../queue/fleet-lock.ts';
import { sampleQuality } from '../results/quality-sample.ts';
import type { JobContext } from './job-context.ts';

/** Between two looks of the worker that exports; a scrape every 15 to 60 s sees fresh figures. */
const LOOK_MS = 15_000;
/** Between two tries of the others to become it. */
const TRY_MS = 30_000;
/** Between two looks at the sample: it is of the last whole UTC day, so it changes once a night. */
const SAMPLE_MS = 3_600_000;

/**
 * Queue depth, dead letters, live workers and the nightly sample are the fleet's, so exactly one worker at a time exports
 * them: the one that holds a named lock in the database. Everybody else exports none of them, because a stale figure is
 * worse than none.
 *
 * @param sampleSize calls of the last day that are looked at for the quality of their transcripts; 0 for none
 */
export async function watchFleet(
  { database, events }: Pick<JobContext, 'database' | 'events'>,
  sampleSize: number,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await holdFleetLock(database, async (connection) => {
      let sampleDueMs = monotonicMs();
      while (!signal.aborted) {
        events.onFleet?.(await readFleetFacts(connection));
        if (sampleSize > 0 && monotonicMs() >= sampleDueMs) {
          events.onQualitySample?.(await sampleQuality(connection, sampleSize));
          sampleDueMs = monotonicMs() + SAMPLE_MS;
        }
        await sleep(LOOK_MS, signal).catch(() => undefined);
      }
    }).catch(() => false);
    events.onFleet?.(null);
    events.onQualitySample?.(null);
    await sleep(TRY_MS / 2 + jitter(TRY_MS), signal).catch(() => undefined);
  }
}
