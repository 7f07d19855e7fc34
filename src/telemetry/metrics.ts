import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { WorkerState } from '../database/schema.ts';
import type { ModelInfo, ModelRole } from '../models/model.ts';
import { STAGES } from '../pipeline/result.ts';
import type { FleetFacts } from '../queue/fleet-facts.ts';
import { SUSPICIONS } from '../speech/guards.ts';
import { AUDIO_FLAGS } from '../speech/quality.ts';
import {
  CLAIM_RESULTS,
  CODES,
  DEPENDENCIES,
  type Dependency,
  ENDPOINTS,
  ENGINES,
  EVALUATORS,
  FALLBACK_REASONS,
  OUTCOMES,
  TOKEN_KINDS,
  WORKER_STATES,
} from './label-sets.ts';
import { qualityGauges } from './quality-gauges.ts';

const STAGE_BUCKETS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600];
const RECORDING_BUCKETS = [1, 5, 10, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400];
const FIRST_TOKEN_BUCKETS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 80];
const TOKEN_RATE_BUCKETS = [1, 2, 5, 10, 15, 20, 30, 45, 70, 100, 200, 400];
const CONFIDENCE_BUCKETS = [0.3, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1];
const RTF_BUCKETS = [0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2];

/**
 * All metrics of one process, in a registry of its own. Counters and states are there at 0 from the start; queue
 * gauges appear only where {@link Metrics.setFleet} is called, because a zero from a process that does not count
 * would be a lie.
 */
export function createMetrics(registry: Registry = new Registry()) {
  const registers = [registry];
  const counter = <T extends string>(name: string, help: string, labelNames: readonly T[] = []) =>
    new Counter({ name, help, labelNames, registers });
  const gauge = <T extends string>(name: string, help: string, labelNames: readonly T[] = []) =>
    new Gauge({ name, help, labelNames, registers });

  const recordings = counter(
    'callmill_recordings_total',
    'Claims that ended, by outcome and class of error.',
    ['outcome', 'retry_class'],
  );
  for (const [outcome, classes] of Object.entries(OUTCOMES)) {
    for (const retry_class of classes) recordings.inc({ outcome, retry_class }, 0);
  }
  const errors = counter('callmill_errors_total', 'Errors that ended a claim, by code.', ['code']);
  for (const code of CODES) errors.inc({ code }, 0);
  const claims = counter('callmill_claims_total', 'Looks at the queue, by result.', ['result']);
  for (const result of CLAIM_RESULTS) claims.inc({ result }, 0);
  const fallbacks = counter(
    'callmill_fallbacks_total',
    'Analyses left to the next model or to rules because one failed.',
    ['reason'],
  );
  for (const reason of FALLBACK_REASONS) fallbacks.inc({ reason }, 0);
  const analyses = counter('callmill_analyses_total', 'Analyses by who judged.', ['evaluator']);
  for (const evaluator of EVALUATORS) analyses.inc({ evaluator }, 0);
  const tokens = counter(
    'callmill_analysis_tokens_total',
    'Tokens of prompts, of prompts that had to be read anew, and of answers.',
    ['kind'],
  );
  for (const kind of TOKEN_KINDS) tokens.inc({ kind }, 0);
  const droppedClaims = counter(
    'callmill_analysis_dropped_claims_total',
    "A model's claims that cited nothing real and were left out.",
  );
  const firstTokenSeconds = new Histogram({
    name: 'callmill_analysis_first_token_seconds',
    help: 'From asking the language model to the first token of its answer.',
    buckets: FIRST_TOKEN_BUCKETS,
    registers,
  });
  const tokenRate = new Histogram({
    name: 'callmill_analysis_tokens_per_second',
    help: 'Tokens the language model wrote a second after the first of each answer.',
    buckets: TOKEN_RATE_BUCKETS,
    registers,
  });
  const engineRestarts = counter('callmill_engine_restarts_total', 'Inference processes started again.', [
    'engine',
  ]);
  for (const engine of ENGINES) engineRestarts.inc({ engine }, 0);

  const speechWindows = counter('callmill_speech_windows_total', 'Windows of speech decoded.');
  const speechDoubts = counter(
    'callmill_speech_doubts_total',
    'Windows whose words a guard did not believe, and whether decoding again mended them.',
    ['suspicion', 'result'],
  );
  for (const suspicion of SUSPICIONS) {
    for (const result of ['resolved', 'left']) speechDoubts.inc({ suspicion, result }, 0);
  }
  const speechNoise = counter('callmill_speech_noise_total', 'Utterances left out as noise.');
  const audioFlags = counter(
    'callmill_audio_flags_total',
    'Channels with something wrong about their sound.',
    ['flag'],
  );
  for (const flag of AUDIO_FLAGS) audioFlags.inc({ flag }, 0);

  const stageSeconds = new Histogram({
    name: 'callmill_stage_seconds',
    help: 'Wall time of a finished stage.',
    labelNames: ['stage'],
    buckets: STAGE_BUCKETS,
    registers,
  });
  for (const stage of STAGES) stageSeconds.zero({ stage });
  const recordingSeconds = new Histogram({
    name: 'callmill_recording_seconds',
    help: 'Wall time of a completed recording, from claim to published result.',
    buckets: RECORDING_BUCKETS,
    registers,
  });
  const realTimeFactor = new Histogram({
    name: 'callmill_real_time_factor',
    help: 'Wall time of a completed recording, waiting for others left out, divided by its length.',
    buckets: RTF_BUCKETS,
    registers,
  });
  const transcriptConfidence = new Histogram({
    name: 'callmill_transcript_confidence',
    help: 'Mean word confidence of a completed transcript; nothing from models that give none.',
    buckets: CONFIDENCE_BUCKETS,
    registers,
  });
  const audioSeconds = counter('callmill_audio_seconds_total', 'Audio of completed recordings.');
  const leasesLost = counter('callmill_lease_lost_total', 'Claims that another worker took over.');

  const workerState = gauge(
    'callmill_worker_state',
    'One for the state the worker is in, zero for the others.',
    ['state'],
  );
  const setWorkerState = (current: WorkerState) => {
    for (const state of WORKER_STATES) workerState.set({ state }, state === current ? 1 : 0);
  };
  setWorkerState('initialising');
  const breakerOpen = gauge(
    'callmill_breaker_open',
    'One while claiming pauses because of this dependency.',
    ['dependency'],
  );
  /** Claiming pauses because of one dependency, or of none. */
  const setBreaker = (open: Dependency | null) => {
    for (const dependency of DEPENDENCIES) breakerOpen.set({ dependency }, dependency === open ? 1 : 0);
  };
  setBreaker(null);

  const endpointResting = gauge(
    'callmill_endpoint_resting',
    '1 while an endpoint that failed several times in a row is not asked.',
    ['endpoint'],
  );
  for (const endpoint of ENDPOINTS) endpointResting.set({ endpoint }, 0);
  const modelInfo = gauge('callmill_model_info', 'One for each model in use.', [
    'role',
    'id',
    'family',
    'provider',
    'generated',
  ]);
  const models = new Map<ModelRole, Record<'role' | 'id' | 'family' | 'provider' | 'generated', string>>();
  const setModel = (role: ModelRole, { id, family, provider, generated }: ModelInfo) => {
    const before = models.get(role);
    if (before !== undefined) modelInfo.remove(before);
    const labels = { role, id, family, provider, generated: String(generated) };
    models.set(role, labels);
    modelInfo.set(labels, 1);
  };

  const queueRecordings = gauge(
    'callmill_queue_recordings',
    'Recordings that wait, run or failed for good, by status.',
    ['status'],
  );
  const queueOldest = gauge('callmill_queue_oldest_pending_seconds', 'Age of the longest-waiting recording.');
  const expiredLeases = gauge(
    'callmill_queue_expired_leases',
    'Claims whose worker is late with its heartbeat.',
  );
  const liveWorkers = gauge('callmill_fleet_workers', 'Workers heard of in the last minute.');
  /** Sets the fleet-wide gauges, or takes them away when another process has taken over counting. */
  const setFleet = (facts: FleetFacts | null) => {
    queueRecordings.reset();
    for (const metric of [queueOldest, expiredLeases, liveWorkers]) metric.remove();
    if (facts === null) return;
    for (const status of ['pending', 'processing', 'failed'] as const) {
      queueRecordings.set({ status }, facts[status]);
    }
    queueOldest.set(facts.oldestPendingSeconds);
    expiredLeases.set(facts.expiredLeases);
    liveWorkers.set(facts.liveWorkers);
  };
  setFleet(null);
  const setQualitySample = qualityGauges(gauge);

  return {
    registry,
    recordings,
    errors,
    claims,
    fallbacks,
    speechWindows,
    speechDoubts,
    speechNoise,
    audioFlags,
    analyses,
    tokens,
    droppedClaims,
    firstTokenSeconds,
    tokenRate,
    engineRestarts,
    stageSeconds,
    recordingSeconds,
    realTimeFactor,
    transcriptConfidence,
    audioSeconds,
    leasesLost,
    setWorkerState,
    setBreaker,
    setModel,
    endpointResting,
    setFleet,
    setQualitySample,
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
