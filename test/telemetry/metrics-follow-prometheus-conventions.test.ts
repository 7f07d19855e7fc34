import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createMetrics, type Metrics } from '../../src/telemetry/metrics.ts';
import { observeProcess } from '../../src/telemetry/process-metrics.ts';

const noPromtool = spawnSync('promtool', ['--version']).error !== undefined;

/** Series → value, as a scrape reads them. */
async function scrape({ registry }: Metrics): Promise<Map<string, number>> {
  const lines = (await registry.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const at = line.lastIndexOf(' ');
      return [line.slice(0, at), Number(line.slice(at + 1))];
    }),
  );
}

const model = {
  id: 'whisper-tiny',
  family: 'whisper',
  sha256: 'ab',
  provider: 'cpu',
  generated: true,
} as const;

describe('metrics', () => {
  it.skipIf(noPromtool)(
    'pass "promtool check metrics" (skipped when promtool is not installed)',
    async () => {
      const metrics = createMetrics();
      const stop = observeProcess(metrics.registry);
      metrics.setModel('speech', model);
      metrics.setFleet({
        pending: 3,
        processing: 1,
        failed: 0,
        oldestPendingSeconds: 12.5,
        expiredLeases: 0,
        liveWorkers: 2,
      });
      metrics.stageSeconds.observe({ stage: 'fetch' }, 0.2);
      metrics.recordingSeconds.observe(40);
      metrics.realTimeFactor.observe(0.1);
      const checked = promisify(execFile)('promtool', ['check', 'metrics']);
      checked.child.stdin?.end(await metrics.registry.metrics());
      stop();
      // Exit status 3 and a line per finding when a name, a unit or a help text is wrong.
      const { stdout, stderr } = await checked;
      expect(stdout + stderr).toBe('');
    },
  );

  it('exist at zero from the start, states aside', async () => {
    const series = await scrape(createMetrics());
    expect(series.get('callmill_recordings_total{outcome="completed",retry_class="none"}')).toBe(0);
    expect(series.get('callmill_recordings_total{outcome="failed",retry_class="permanent"}')).toBe(0);
    expect(series.get('callmill_errors_total{code="object_missing"}')).toBe(0);
    expect(series.get('callmill_claims_total{result="empty"}')).toBe(0);
    expect(series.get('callmill_fallbacks_total{reason="engine_timeout"}')).toBe(0);
    expect(series.get('callmill_engine_restarts_total{engine="speech"}')).toBe(0);
    expect(series.get('callmill_breaker_open{dependency="database"}')).toBe(0);
    expect(series.get('callmill_stage_seconds_count{stage="publish"}')).toBe(0);
    expect(series.get('callmill_stage_seconds_bucket{le="3600",stage="fetch"}')).toBe(0);
    expect(series.get('callmill_lease_lost_total')).toBe(0);
    const risen = [...series].filter(([, value]) => value !== 0).map(([name]) => name);
    expect(risen).toEqual(['callmill_worker_state{state="initialising"}']);
  });

  it('of two instances do not mix', async () => {
    const [one, other] = [createMetrics(), createMetrics()];
    one.audioSeconds.inc(7);
    expect((await scrape(one)).get('callmill_audio_seconds_total')).toBe(7);
    expect((await scrape(other)).get('callmill_audio_seconds_total')).toBe(0);
  });

  it('show one state, one open breaker and one model of a role at a time', async () => {
    const metrics = createMetrics();
    metrics.setWorkerState('running');
    metrics.setBreaker('database');
    metrics.setBreaker('bucket');
    metrics.setModel('speech', model);
    metrics.setModel('speech', { ...model, id: 'parakeet', provider: 'cuda', generated: false });
    const series = [...(await scrape(metrics))].filter(([, value]) => value === 1).map(([name]) => name);
    expect(series).toEqual([
      'callmill_worker_state{state="running"}',
      'callmill_breaker_open{dependency="bucket"}',
      'callmill_model_info{role="speech",id="parakeet",family="whisper",provider="cuda",generated="false"}',
    ]);
  });

  it('tell of the queue only while this process counts it', async () => {
    const metrics = createMetrics();
    const queue = async () =>
      [...(await scrape(metrics))].filter(([name]) => name.startsWith('callmill_queue'));
    expect(await queue()).toEqual([]);
    metrics.setFleet({
      pending: 3,
      processing: 0,
      failed: 4,
      oldestPendingSeconds: 9,
      expiredLeases: 0,
      liveWorkers: 1,
    });
    expect(Object.fromEntries(await queue())).toEqual({
      'callmill_queue_recordings{status="pending"}': 3,
      'callmill_queue_recordings{status="processing"}': 0,
      'callmill_queue_recordings{status="failed"}': 4,
      callmill_queue_oldest_pending_seconds: 9,
      callmill_queue_expired_leases: 0,
    });
    metrics.setFleet(null);
    expect(await queue()).toEqual([]);
  });

  it('show memory, CPU and a blocked event loop', { timeout: 20_000 }, async () => {
    const metrics = createMetrics();
    const stop = observeProcess(metrics.registry);
    let series = await scrape(metrics);
    expect(series.get('process_resident_memory_bytes')).toBeGreaterThan(1e7);
    expect(series.get('process_cpu_seconds_total')).toBeGreaterThan(0);
    // The sampler needs a tick after each reset, so block until a scrape has seen it.
    while ((series.get('callmill_event_loop_delay_seconds{stat="max"}') ?? 0) < 0.1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      const until = performance.now() + 150;
      while (performance.now() < until);
      await new Promise((resolve) => setTimeout(resolve, 50));
      series = await scrape(metrics);
    }
    stop();
    expect(series.get('callmill_event_loop_delay_seconds{stat="p50"}')).toBeLessThan(10);
  });
});
