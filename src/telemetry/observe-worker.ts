import type { CallmillError } from '../errors/error.ts';
import { SUSPICIONS } from '../speech/guards.ts';
import type { SpeechQuality } from '../speech/quality.ts';
import type { AnalysisCost, JobReport, WorkerEvents } from '../worker/events.ts';
import { dependencyOf } from './label-sets.ts';
import { type Logger, withRecording } from './logger.ts';
import type { Metrics } from './metrics.ts';

/** Turns what a worker tells into log lines and metrics: one line for each beginning and end, none for progress. */
export function observeWorker(logger: Logger, metrics: Metrics): WorkerEvents {
  return {
    onState: (state) => {
      metrics.setWorkerState(state);
      logger.info({ state }, 'Worker changed state');
    },
    onClaimed: (job) => {
      metrics.claims.inc({ result: 'claimed' });
      withRecording(logger, job).info('Recording claimed');
    },
    onEmptyPoll: () => metrics.claims.inc({ result: 'empty' }),
    onStageDone: (job, stage, elapsedMs) => {
      metrics.stageSeconds.observe({ stage }, elapsedMs / 1000);
      withRecording(logger, job).debug({ stage, elapsedMs: Math.round(elapsedMs) }, 'Stage done');
    },
    onJobDone: (report) => {
      countJob(report, metrics);
      logJob(report, logger);
    },
    onHeartbeatMissed: (job, err) =>
      withRecording(logger, job).warn({ err }, 'A heartbeat could not be written'),
    onCheckpointMissed: (job, err) =>
      withRecording(logger, job).warn({ err }, 'Finished work could not be kept or found'),
    onPause: (reason) => pause(reason, logger, metrics),
    onRecovered: (rows) => logger.warn({ rows }, 'Recordings of dead workers went back to the queue'),
    onPruned: (rows) => logger.info({ rows }, 'Old attempts and workers were removed'),
    onPhase: (group) => logger.info({ event: group }, 'The engines in memory change'),
    onFleet: (facts) => metrics.setFleet(facts),
    onQualitySample: (sample) => metrics.setQualitySample(sample),
    onTrouble: (err) => {
      metrics.errors.inc({ code: err.code });
      logger.error({ err }, 'The end of a job could not be written; its lease will run out');
    },
  };
}

function pause(reason: CallmillError | null, logger: Logger, metrics: Metrics): void {
  metrics.setBreaker(reason === null ? null : dependencyOf(reason.code));
  if (reason === null) {
    logger.info('Claiming goes on');
    return;
  }
  if (reason.stage === 'claim') metrics.claims.inc({ result: 'error' });
  logger.warn({ err: reason }, 'Claiming pauses until this is mended');
}

function countJob(report: JobReport, metrics: Metrics): void {
  const { outcome, error, elapsedMs, waitedMs, audioMs, fallbackReason, confidence, quality } = report;
  metrics.recordings.inc({ outcome, retry_class: error?.retry ?? 'none' });
  if (error !== null && outcome !== 'cancelled') metrics.errors.inc({ code: error.code });
  if (outcome === 'lost') metrics.leasesLost.inc();
  if (outcome !== 'completed') return;
  metrics.recordingSeconds.observe(elapsedMs / 1000);
  if (quality) countSpeech(quality, metrics);
  if (fallbackReason !== null) metrics.fallbacks.inc({ reason: fallbackReason });
  if (report.analysis) countAnalysis(report.analysis, metrics);
  if (confidence !== null) metrics.transcriptConfidence.observe(confidence);
  if (audioMs === null || audioMs <= 0) return;
  metrics.audioSeconds.inc(audioMs / 1000);
  metrics.realTimeFactor.observe((elapsedMs - waitedMs) / audioMs);
}

function countAnalysis(cost: AnalysisCost, metrics: Metrics): void {
  metrics.analyses.inc({ evaluator: cost.evaluatorType });
  metrics.tokens.inc({ kind: 'input' }, cost.inputTokens);
  metrics.tokens.inc({ kind: 'evaluated' }, cost.evaluatedTokens);
  metrics.tokens.inc({ kind: 'output' }, cost.outputTokens);
  metrics.droppedClaims.inc(cost.droppedClaims);
  if (cost.firstTokenMs !== null) metrics.firstTokenSeconds.observe(cost.firstTokenMs / 1000);
  if (cost.tokensPerSecond !== null) metrics.tokenRate.observe(cost.tokensPerSecond);
}

function countSpeech({ windows, doubts, noise, channels }: SpeechQuality, metrics: Metrics): void {
  metrics.speechWindows.inc(windows);
  metrics.speechNoise.inc(noise);
  for (const suspicion of SUSPICIONS) {
    const { found, resolved } = doubts[suspicion];
    metrics.speechDoubts.inc({ suspicion, result: 'resolved' }, resolved);
    metrics.speechDoubts.inc({ suspicion, result: 'left' }, found - resolved);
  }
  for (const flag of channels.flatMap((channel) => channel.flags)) metrics.audioFlags.inc({ flag });
}

function logJob(report: JobReport, logger: Logger): void {
  const { outcome, error, stageMs, audioMs, fallbackReason } = report;
  const elapsedMs = Math.round(report.elapsedMs);
  const waitedMs = Math.round(report.waitedMs);
  const facts = { outcome, stageMs, elapsedMs, waitedMs, audioMs, fallbackReason };
  const own = withRecording(logger, report);
  if (error === null) own.info(facts, 'Recording completed');
  else if (outcome === 'cancelled') own.info(facts, 'Recording cancelled');
  else if (outcome === 'failed') own.error({ ...facts, err: error }, 'Recording failed');
  else own.warn({ ...facts, err: error }, 'Recording not finished');
}
