import { describe, expect, it } from 'vitest';
import { CallmillError } from '../../src/errors/error.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { observeEngines } from '../../src/telemetry/observe-engines.ts';
import { observeWorker } from '../../src/telemetry/observe-worker.ts';
import type { JobReport } from '../../src/worker/events.ts';
import { capture } from './log-lines.ts';

const label = { recordingId: 7, correlationId: 'c-7', attempt: 1 };
const report: JobReport = {
  ...label,
  outcome: 'completed',
  error: null,
  stageMs: { fetch: 100, transcribe: 9000 },
  elapsedMs: 15_000,
  waitedMs: 3000,
  audioMs: 60_000,
  fallbackReason: null,
  confidence: 0.87,
};

function observed() {
  const captured = capture();
  const metrics = createMetrics();
  const value = async (series: string) => {
    const line = (await metrics.registry.metrics()).split('\n').find((l) => l.startsWith(`${series} `));
    return line === undefined ? undefined : Number(line.slice(series.length));
  };
  return { ...captured, metrics, value, events: observeWorker(captured.logger, metrics) };
}

describe('a completed recording', () => {
  it('is one line and counts its audio, its time and its real-time factor', async () => {
    const { events, lines, value } = observed();
    events.onJobDone?.({ ...report, fallbackReason: 'engine_timeout' });
    expect(lines()).toMatchObject([
      {
        level: 'info',
        ...label,
        outcome: 'completed',
        stageMs: report.stageMs,
        elapsedMs: 15_000,
        waitedMs: 3000,
        audioMs: 60_000,
        fallbackReason: 'engine_timeout',
        msg: 'Recording completed',
      },
    ]);
    expect(lines()[0]).not.toHaveProperty('withheldFields');
    expect(await value('callmill_recordings_total{outcome="completed",retry_class="none"}')).toBe(1);
    expect(await value('callmill_audio_seconds_total')).toBe(60);
    expect(await value('callmill_recording_seconds_sum')).toBe(15);
    expect(await value('callmill_real_time_factor_sum')).toBe(0.2);
    expect(await value('callmill_transcript_confidence_sum')).toBe(0.87);
    expect(await value('callmill_fallbacks_total{reason="engine_timeout"}')).toBe(1);
  });
});

describe('an analysis', () => {
  it('counts who judged, its tokens, its speed and what it left out, and logs none of it', async () => {
    const { events, lines, value } = observed();
    const analysis = {
      evaluatorType: 'llm',
      inputTokens: 9000,
      evaluatedTokens: 1200,
      outputTokens: 400,
      firstTokenMs: 1500,
      tokensPerSecond: 14,
      droppedClaims: 3,
    } as const;
    events.onJobDone?.({ ...report, analysis });
    events.onJobDone?.({
      ...report,
      analysis: { ...analysis, evaluatorType: 'rule_based', firstTokenMs: null, tokensPerSecond: null },
    });
    expect(await value('callmill_analyses_total{evaluator="llm"}')).toBe(1);
    expect(await value('callmill_analyses_total{evaluator="rule_based"}')).toBe(1);
    expect(await value('callmill_analysis_tokens_total{kind="evaluated"}')).toBe(2400);
    expect(await value('callmill_analysis_dropped_claims_total')).toBe(6);
    expect(await value('callmill_analysis_first_token_seconds_sum')).toBe(1.5);
    expect(await value('callmill_analysis_tokens_per_second_count')).toBe(1);
    expect(lines()[0]).not.toHaveProperty('withheldFields');
  });
});

describe('a recording that failed', () => {
  it('is one line with its error and counts no audio', async () => {
    const { events, lines, value } = observed();
    const error = new CallmillError('not_audio', 'The file is a picture');
    events.onJobDone?.({ ...report, outcome: 'failed', error });
    expect(lines()).toMatchObject([
      { level: 'error', outcome: 'failed', err: { code: 'not_audio', stage: 'decode', retry: 'permanent' } },
    ]);
    expect(await value('callmill_recordings_total{outcome="failed",retry_class="permanent"}')).toBe(1);
    expect(await value('callmill_errors_total{code="not_audio"}')).toBe(1);
    expect(await value('callmill_audio_seconds_total')).toBe(0);
  });

  it('counts a lost lease', async () => {
    const { events, value } = observed();
    const error = new CallmillError('lease_lost', 'Another worker owns the row');
    events.onJobDone?.({ ...report, outcome: 'lost', error });
    expect(await value('callmill_lease_lost_total')).toBe(1);
  });
});

describe('an outage', () => {
  it('opens the breaker of what is down and closes it again', async () => {
    const { events, lines, value } = observed();
    events.onPause?.(new CallmillError('database_unavailable', 'The database is gone', { stage: 'claim' }));
    expect(await value('callmill_breaker_open{dependency="database"}')).toBe(1);
    expect(await value('callmill_claims_total{result="error"}')).toBe(1);
    events.onPause?.(null);
    expect(await value('callmill_breaker_open{dependency="database"}')).toBe(0);
    expect(lines().map((line) => line['level'])).toEqual(['warn', 'info']);
  });
});

describe('a worker', () => {
  it('is counted as it claims, finishes stages and changes state', async () => {
    const { events, value } = observed();
    events.onState?.('running');
    events.onEmptyPoll?.();
    events.onClaimed?.(label);
    events.onStageDone?.(label, 'decode', 1500);
    expect(await value('callmill_worker_state{state="running"}')).toBe(1);
    expect(await value('callmill_claims_total{result="empty"}')).toBe(1);
    expect(await value('callmill_claims_total{result="claimed"}')).toBe(1);
    expect(await value('callmill_stage_seconds_sum{stage="decode"}')).toBe(1.5);
  });
});

describe('an inference process', () => {
  it('is heard of at debug level when it is asked: what it holds from then on is to blame for its death', () => {
    const { logger, metrics, lines } = observed();
    observeEngines(logger, metrics)({ kind: 'asked', engine: 'speech', method: 'transcribe' });
    expect(lines()).toMatchObject([{ level: 'debug', engine: 'speech', step: 'transcribe' }]);
  });

  it('that starts again is a restart; of its stderr only places and faults are logged', async () => {
    const { logger, metrics, lines, text, value } = observed();
    const onEvent = observeEngines(logger, metrics);
    onEvent({ kind: 'started', engine: 'speech', pid: 1 });
    expect(await value('callmill_engine_restarts_total{engine="speech"}')).toBe(0);
    const stderrTail = [
      '/build/csrc/offline-whisper-model.cc:InitEncoder:123 my card is 4111 1111 1111 1111',
      "terminate called after throwing an instance of 'std::bad_alloc'",
      'my name is Zebediah',
    ].join('\n');
    onEvent({ kind: 'ended', engine: 'speech', how: 'signal SIGABRT', wanted: false, stderrTail });
    onEvent({ kind: 'started', engine: 'speech', pid: 2 });
    expect(await value('callmill_engine_restarts_total{engine="speech"}')).toBe(1);
    expect(lines()[1]).toMatchObject({
      level: 'warn',
      engine: 'speech',
      signal: 'SIGABRT',
      diagnostics: ['out-of-memory', 'uncaught-exception', 'offline-whisper-model.cc:InitEncoder:123'],
    });
    expect(text()).not.toMatch(/4111|Zebediah|card/);
  });
});
