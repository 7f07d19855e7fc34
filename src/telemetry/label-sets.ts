import type { WorkerState } from '../database/schema.ts';
import { ERROR_CODES, type ErrorCode, type RetryClass } from '../errors/codes.ts';
import type { JobOutcome } from '../worker/events.ts';

/**
 * Every label value that metrics may have, so that all series exist at 0 from the start: a counter that appears with
 * its first failure has no rate for it. Labels never hold ids, tenants, keys or texts.
 */
const RETRY_CLASSES: readonly RetryClass[] = ['permanent', 'retryable', 'infrastructure'];

/** Outcome → the classes of error it can end with; `none` is no error. */
export const OUTCOMES: Readonly<Record<JobOutcome, readonly (RetryClass | 'none')[]>> = {
  completed: ['none'],
  retried: ['retryable'],
  failed: RETRY_CLASSES,
  released: ['infrastructure'],
  lost: ['none', ...RETRY_CLASSES],
  cancelled: ['permanent'],
};

const STATES: Readonly<Record<WorkerState, true>> = {
  initialising: true,
  running: true,
  draining: true,
  drained: true,
  failed: true,
};
export const WORKER_STATES = Object.keys(STATES);

export const CODES = Object.keys(ERROR_CODES);

export const CLAIM_RESULTS = ['claimed', 'empty', 'error'] as const;
export type ClaimResult = (typeof CLAIM_RESULTS)[number];

export const ENGINES = ['speech', 'voice-activity', 'diarization', 'language-model', 'entities'] as const;

export const ENDPOINTS = ['chat', 'speech'] as const;

export const EVALUATORS = ['llm', 'rule_based'] as const;
export const TOKEN_KINDS = ['input', 'evaluated', 'output'] as const;

/** Why rules answered instead of the language model. */
export const FALLBACK_REASONS = [
  'analysis_invalid',
  'analysis_config_invalid',
  'engine_crashed',
  'engine_not_started',
  'engine_timeout',
  'engine_rejected',
  'model_missing',
  'model_corrupt',
  'model_unusable',
  'provider_unavailable',
  'endpoint_unavailable',
  'endpoint_timeout',
  'endpoint_refused',
  'endpoint_invalid',
  'internal_error',
] as const satisfies readonly ErrorCode[];

export const DEPENDENCIES = ['database', 'bucket', 'models', 'disk', 'ffmpeg'] as const;
export type Dependency = (typeof DEPENDENCIES)[number];

const DEPENDENCY_OF: Partial<Record<ErrorCode, Dependency>> = {
  database_unavailable: 'database',
  bucket_unreachable: 'bucket',
  model_missing: 'models',
  model_corrupt: 'models',
  model_unusable: 'models',
  provider_unavailable: 'models',
  engine_not_started: 'models',
  storage_full: 'disk',
  ffmpeg_missing: 'ffmpeg',
};

/** What is down when claiming pauses for this code; null when it is nothing outside. */
export function dependencyOf(code: ErrorCode): Dependency | null {
  return DEPENDENCY_OF[code] ?? null;
}
