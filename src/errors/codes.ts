/**
 * Every error callmill can put on a row, with what an operator should do about it.
 *
 * `permanent`      the same input fails the same way: no retry.
 * `retryable`      may pass next time: spends an attempt, waits with backoff.
 * `infrastructure` nothing is wrong with the recording: no attempt is spent, claiming pauses.
 */
export type RetryClass = 'permanent' | 'retryable' | 'infrastructure';

/** The place in the path where an error arose; `claim` and `worker` lie outside the pipeline proper. */
export type Stage =
  | 'claim'
  | 'fetch'
  | 'decode'
  | 'transcribe'
  | 'diarize'
  | 'redact'
  | 'analyse'
  | 'publish'
  | 'worker';

interface CodeFacts {
  readonly retry: RetryClass;
  /** The stage that usually raises it; a thrower may name another. */
  readonly stage: Stage;
  /** What to do, as one imperative sentence without final context. */
  readonly remedy: string;
}

const facts = <T extends Record<string, CodeFacts>>(table: T): T => table;

/** Code → facts. Keep the order: by stage, then by how early it is noticed. */
export const ERROR_CODES = facts({
  // fetch
  object_missing: {
    retry: 'permanent',
    stage: 'fetch',
    remedy: 'Upload the recording under its storage_key, then requeue the row.',
  },
  access_denied: {
    retry: 'retryable',
    stage: 'fetch',
    remedy:
      'Give the key read and list permission on the bucket (without list, a missing object also looks like this).',
  },
  object_too_large: {
    retry: 'permanent',
    stage: 'fetch',
    remedy: 'Raise CALLMILL_MAX_OBJECT_MB or submit a smaller file.',
  },
  object_empty: {
    retry: 'permanent',
    stage: 'fetch',
    remedy: 'Upload the recording again: the object has no bytes.',
  },
  object_truncated: {
    retry: 'retryable',
    stage: 'fetch',
    remedy: 'The download ended early; it is tried again. If it repeats, upload the file again.',
  },
  checksum_mismatch: {
    retry: 'permanent',
    stage: 'fetch',
    remedy: 'The object differs from the sha256 on the row: upload the right file or correct the row.',
  },
  storage_full: {
    retry: 'infrastructure',
    stage: 'fetch',
    remedy: 'Free disk space under CALLMILL_WORK_DIR.',
  },
  bucket_unreachable: {
    retry: 'infrastructure',
    stage: 'fetch',
    remedy: 'Check R2_ENDPOINT and the network; claiming resumes by itself.',
  },
  source_unreachable: {
    retry: 'retryable',
    stage: 'fetch',
    remedy: 'Check that source_url answers from this machine.',
  },
  source_refused: {
    retry: 'permanent',
    stage: 'fetch',
    remedy: 'Use an http or https address on a public host, or allow the host by configuration.',
  },
  // decode
  not_audio: { retry: 'permanent', stage: 'decode', remedy: 'Submit an audio or video file.' },
  no_audio_track: { retry: 'permanent', stage: 'decode', remedy: 'Submit a file that has an audio track.' },
  audio_truncated: {
    retry: 'permanent',
    stage: 'decode',
    remedy: 'The file was cut short; upload it again from its source.',
  },
  audio_too_long: {
    retry: 'permanent',
    stage: 'decode',
    remedy: 'Raise CALLMILL_MAX_AUDIO_MINUTES or split the recording.',
  },
  audio_too_short: {
    retry: 'permanent',
    stage: 'decode',
    remedy: 'Nothing to do: there is too little audio to transcribe.',
  },
  audio_silent: {
    retry: 'permanent',
    stage: 'decode',
    remedy: 'Check the recorder: no channel carries a signal.',
  },
  audio_undecodable: {
    retry: 'permanent',
    stage: 'decode',
    remedy: 'Convert the file to wav or mp3 and submit it again.',
  },
  decoder_killed: {
    retry: 'retryable',
    stage: 'decode',
    remedy: 'It is tried again; if it repeats, look for the out-of-memory killer in the system log.',
  },
  ffmpeg_missing: {
    retry: 'infrastructure',
    stage: 'decode',
    remedy: 'Install ffmpeg (apt-get install ffmpeg).',
  },
  // models and engines
  model_missing: {
    retry: 'infrastructure',
    stage: 'transcribe',
    remedy: 'Run "callmill models pull", or point CALLMILL_MODELS_DIR at the weights.',
  },
  model_corrupt: {
    retry: 'infrastructure',
    stage: 'transcribe',
    remedy: 'Delete the file and run "callmill models pull": its checksum is wrong.',
  },
  model_unreachable: {
    retry: 'infrastructure',
    stage: 'transcribe',
    remedy: 'Check the network, or name a mirror or a directory of models in CALLMILL_MODELS_MIRROR.',
  },
  model_unusable: {
    retry: 'infrastructure',
    stage: 'transcribe',
    remedy: 'The runtime refused the model; choose another or check the manifest entry.',
  },
  provider_unavailable: {
    retry: 'infrastructure',
    stage: 'transcribe',
    remedy: 'CUDA was demanded and is not there: fix the driver or set CALLMILL_PROVIDER=auto.',
  },
  engine_not_started: {
    retry: 'infrastructure',
    stage: 'transcribe',
    remedy:
      'The inference process could not load its model: look for a lack of memory in the log; claiming resumes by itself.',
  },
  engine_crashed: {
    retry: 'retryable',
    stage: 'transcribe',
    remedy: 'The inference process died and was restarted; see the log for its last lines.',
  },
  engine_timeout: {
    retry: 'retryable',
    stage: 'transcribe',
    remedy: 'The inference process did not answer in time and was restarted.',
  },
  engine_rejected: {
    retry: 'permanent',
    stage: 'transcribe',
    remedy: 'The engine refused this audio as unusable.',
  },
  language_not_allowed: {
    retry: 'permanent',
    stage: 'transcribe',
    remedy: 'Allow the language in the speech settings, or name the language of the call in its metadata.',
  },
  endpoint_unavailable: {
    retry: 'infrastructure',
    stage: 'analyse',
    remedy: 'Look after the server behind the endpoint; it is asked again by itself.',
  },
  endpoint_timeout: {
    retry: 'infrastructure',
    stage: 'analyse',
    remedy: 'Raise CALLMILL_ENDPOINT_TIMEOUT_SECONDS, or give the server less to do.',
  },
  endpoint_refused: {
    retry: 'infrastructure',
    stage: 'analyse',
    remedy: 'Check address, key and model of the endpoint; the server refuses the request as it is.',
  },
  endpoint_invalid: {
    retry: 'retryable',
    stage: 'analyse',
    remedy: "The server does not speak OpenAI's protocol as it should; check that the address ends in /v1.",
  },
  // redact, analyse, publish
  redaction_failed: {
    retry: 'permanent',
    stage: 'redact',
    remedy: 'Redaction could not be proved complete, so nothing was published; see the attempt.',
  },
  document_invalid: {
    retry: 'permanent',
    stage: 'redact',
    remedy:
      'Give one JSON object a line as "callmill pii detect --help" describes; the other lines were read.',
  },
  policy_invalid: {
    retry: 'permanent',
    stage: 'redact',
    remedy:
      'Correct the redaction policy; nothing is redacted, and so nothing published, by a policy with errors.',
  },
  analysis_invalid: {
    retry: 'retryable',
    stage: 'analyse',
    remedy: 'The language model gave no valid JSON; rules answered instead.',
  },
  analysis_config_invalid: {
    retry: 'permanent',
    stage: 'analyse',
    remedy: 'Correct the analysis configuration named above; until then the built-in rules judge the calls.',
  },
  schema_unknown: {
    retry: 'permanent',
    stage: 'analyse',
    remedy: 'It was written by a newer callmill: upgrade this one to read it.',
  },
  lease_lost: {
    retry: 'retryable',
    stage: 'worker',
    remedy: 'Another worker owns the row now; nothing was written.',
  },
  // worker
  deadline_exceeded: {
    retry: 'retryable',
    stage: 'worker',
    remedy: 'The job ran past its deadline; look at the stage times of the attempt.',
  },
  poison_input: {
    retry: 'permanent',
    stage: 'worker',
    remedy: 'Inspect the file before requeueing it.',
  },
  worker_stopped: {
    retry: 'infrastructure',
    stage: 'worker',
    remedy: 'The worker was stopped; the row went back to the queue.',
  },
  worker_lost: {
    retry: 'retryable',
    stage: 'worker',
    remedy: 'The worker that had this recording stopped answering; it is tried again.',
  },
  cancelled: { retry: 'permanent', stage: 'worker', remedy: 'The recording was cancelled.' },
  invalid_row: {
    retry: 'permanent',
    stage: 'claim',
    remedy: 'Correct the row: apex_id and storage_key (or source_url) are needed.',
  },
  database_unavailable: {
    retry: 'infrastructure',
    stage: 'worker',
    remedy: 'Check AI_DB_HOST and the database; the worker goes on by itself.',
  },
  key_missing: {
    retry: 'permanent',
    stage: 'worker',
    remedy: 'Add the key to CALLMILL_TENANT_KEYS; what a destroyed key sealed cannot be read again.',
  },
  seal_broken: {
    retry: 'permanent',
    stage: 'worker',
    remedy: 'The value was changed or moved: delete it and make it again.',
  },
  voice_unclear: {
    retry: 'permanent',
    stage: 'worker',
    remedy: 'Enrol the agent from another call: one agent, speaking alone for some seconds.',
  },
  feature_off: {
    retry: 'permanent',
    stage: 'worker',
    remedy: 'The tenant has not opted in: switch the feature on first.',
  },
  memory_too_small: {
    retry: 'infrastructure',
    stage: 'worker',
    remedy:
      'Choose a smaller model or context for it, or raise CALLMILL_MEMORY_BUDGET_MB if the machine really has more; "callmill plan" shows what fits, CALLMILL_RESIDENCY=phases tries without a plan.',
  },
  config_invalid: { retry: 'permanent', stage: 'worker', remedy: 'Correct the settings named above.' },
  not_found: {
    retry: 'permanent',
    stage: 'worker',
    remedy: 'Check the id: "callmill status" lists recordings.',
  },
  call_id_taken: {
    retry: 'permanent',
    stage: 'worker',
    remedy: 'Nothing was changed: submit the new audio under a call id of its own.',
  },
  usage: { retry: 'permanent', stage: 'worker', remedy: 'See --help.' },
  internal_error: {
    retry: 'retryable',
    stage: 'worker',
    remedy: 'This is a bug in callmill: report it with the log line.',
  },
});

export type ErrorCode = keyof typeof ERROR_CODES;
