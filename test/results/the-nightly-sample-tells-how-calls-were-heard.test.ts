import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Claim } from '../../src/queue/claim.ts';
import { claimNext } from '../../src/queue/claim.ts';
import { publish } from '../../src/results/publish.ts';
import { sampleQuality } from '../../src/results/quality-sample.ts';
import { SUSPICIONS } from '../../src/speech/guards.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { observeWorker } from '../../src/telemetry/observe-worker.ts';
import { watchFleet } from '../../src/worker/fleet-watch.ts';
import { finishedCall } from '../deploy/laravel/published-call.ts';
import { plansOf, scansOf } from '../queue/plan.ts';
import { insertPending, openQueue } from '../queue/queue.ts';
import { capture } from '../telemetry/log-lines.ts';

/** Calls of yesterday; two more are of today and of the day before. */
const CALLS = 12;
const WINDOWS = 10;

describe('the nightly sample', () => {
  let queue: Awaited<ReturnType<typeof openQueue>>;
  beforeAll(async () => {
    queue = await openQueue();
    await insertPending(queue.database, CALLS + 2);
    const result = await finishedCall();
    const none = Object.fromEntries(
      SUSPICIONS.map((suspicion) => [suspicion, { found: 0, resolved: 0 }]),
    ) as Record<(typeof SUSPICIONS)[number], { found: number; resolved: number }>;
    for (let index = 0; index < CALLS + 2; index += 1) {
      const claim = (await claimNext(queue.database.kysely, 'w', 60)) as Claim;
      const quality = {
        channels: [],
        windows: WINDOWS,
        noise: 0,
        doubts: { ...none, repetition: { found: index % 2, resolved: 0 } },
      };
      const speechModel = { ...result.speechModel, generated: false };
      await publish(queue.database, claim, { ...result, quality, speechModel }, {});
      // The last one was made by a generated model and must not count.
      await sql`UPDATE ai_call_transcriptions SET confidence = ${index < CALLS / 2 ? 0.9 : 0.5},
        is_low_confidence = ${index < CALLS / 2 ? 0 : 1}, model_is_generated = ${index === CALLS - 1 ? 1 : 0}
        WHERE recording_id = ${claim.recordingId}`.execute(queue.database.kysely);
      const daysAgo = index < CALLS ? 1 : (index - CALLS) * 2;
      await sql`UPDATE ai_call_recordings SET processing_completed_at = UTC_DATE() - INTERVAL ${daysAgo} DAY
        + INTERVAL 1 SECOND WHERE id = ${claim.recordingId}`.execute(queue.database.kysely);
    }
  });
  afterAll(() => queue.close());

  it('is of the last whole day, of real models, and tells confidence and what guards doubted', async () => {
    const sample = await sampleQuality(queue.database.kysely, 100);
    expect(sample.calls).toBe(CALLS - 1);
    expect(sample.confidence).toBeCloseTo((6 * 0.9 + 5 * 0.5) / 11, 6);
    expect(sample.lowConfidenceShare).toBeCloseTo(5 / 11, 6);
    expect(sample.doubtedShare?.repetition).toBeCloseTo(5 / (11 * WINDOWS), 6);
    expect(sample.doubtedShare?.too_fast).toBe(0);
  });

  it('is a sample: no larger than asked for, the same for all who ask', async () => {
    const first = await sampleQuality(queue.database.kysely, 3);
    expect(first.calls).toBeLessThanOrEqual(3);
    expect(await sampleQuality(queue.database.kysely, 3)).toEqual(first);
  });

  it('reads the index of finished calls, then the sampled transcripts by key, never a table', async () => {
    const plans = await plansOf(queue.database, () => sampleQuality(queue.database.kysely, 5));
    expect(scansOf(plans)).toEqual([]);
    expect(plans.flat().find(({ table }) => table === 'ai_call_recordings')).toMatchObject({
      type: 'range',
      key: 'finished',
      extra: expect.stringContaining('Using index'),
    });
    expect(plans.flat().find(({ table }) => table === 't')).toMatchObject({
      type: 'eq_ref',
      key: 'one_per_recording',
    });
  });

  it('becomes gauges of the worker that speaks for the fleet, only when asked for and only while it does', async () => {
    const metrics = createMetrics();
    const stop = new AbortController();
    const events = observeWorker(capture().logger, metrics);
    const page = () => metrics.registry.metrics();
    const watching = watchFleet({ database: queue.database, events }, 100, stop.signal);
    await expect.poll(page).toMatch(/^callmill_sample_calls 11$/m);
    expect(await page()).toMatch(/^callmill_sample_confidence 0\.718/m);
    expect(await page()).toMatch(/^callmill_sample_low_confidence_ratio 0\.4545/m);
    expect(await page()).toMatch(
      /^callmill_sample_doubted_windows_ratio\{suspicion="repetition"\} 0\.04545/m,
    );
    stop.abort();
    await watching;
    expect(await page()).not.toMatch(/^callmill_sample_/m);
  });
});
