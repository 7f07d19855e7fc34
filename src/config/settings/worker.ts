import { decimal, optionalText, setting, whole } from './setting.ts';

/** The settings of the group Worker. */
export const WORKER = {
  pollSeconds: setting(
    'POLL_INTERVAL',
    'Worker',
    'Longest wait between two looks at an empty queue, in seconds.',
    decimal(0.1, 3600).default(5),
  ),
  workerName: setting(
    'CALLMILL_WORKER_NAME',
    'Worker',
    'Name shown in `claimed_by`; the host name when empty.',
    optionalText(),
  ),
  leaseSeconds: setting(
    'CALLMILL_LEASE_SECONDS',
    'Worker',
    'A claim not renewed for this long is given to another worker.',
    whole(2, 3600).default(120),
  ),
  heartbeatSeconds: setting(
    'CALLMILL_HEARTBEAT_SECONDS',
    'Worker',
    'How often a claim is renewed.',
    decimal(0.2, 600).default(30),
  ),
  sweepSeconds: setting(
    'CALLMILL_SWEEP_SECONDS',
    'Worker',
    'How often expired claims are looked for (jittered).',
    decimal(0.2, 3600).default(30),
  ),
  graceSeconds: setting(
    'CALLMILL_GRACE_SECONDS',
    'Worker',
    'After SIGTERM running jobs get this long to finish before they go back to the queue.',
    decimal(0, 3600).default(60),
  ),
  backoffBaseSeconds: setting(
    'CALLMILL_BACKOFF_BASE_SECONDS',
    'Worker',
    'First retry waits a random time up to this; it doubles with every attempt.',
    decimal(0, 3600).default(30),
  ),
  backoffMaxSeconds: setting(
    'CALLMILL_BACKOFF_MAX_SECONDS',
    'Worker',
    'Longest wait before a retry.',
    decimal(0, 86_400).default(3600),
  ),
  keepAttemptsDays: setting(
    'CALLMILL_KEEP_ATTEMPTS_DAYS',
    'Worker',
    'Attempts (the history of every claim) older than this many days are removed, about hourly; 0 keeps them for ever.',
    whole(0, 36_500).default(90),
  ),
  deadlineBaseSeconds: setting(
    'CALLMILL_DEADLINE_BASE_SECONDS',
    'Worker',
    'Every job may take this long …',
    decimal(1, 86_400).default(600),
  ),
  deadlinePerAudioSecond: setting(
    'CALLMILL_DEADLINE_PER_AUDIO_SECOND',
    'Worker',
    '… plus this many seconds per second of audio.',
    decimal(0, 1000).default(4),
  ),
  callsInFlight: setting(
    'CALLMILL_CALLS_IN_FLIGHT',
    'Worker',
    'Calls one worker has in hand at once: while one is transcribed, the next is fetched and the last analysed; 1 for one after the other.',
    whole(1, 64).default(3),
  ),
  audioInFlightMb: setting(
    'CALLMILL_AUDIO_IN_FLIGHT_MB',
    'Worker',
    'Disk that the audio of these calls may take together, decoded (64 kB a second and channel); a longer call is done alone.',
    whole(1, 1_000_000).default(2048),
  ),
  checkpointDays: setting(
    'CALLMILL_CHECKPOINT_DAYS',
    'Worker',
    'Days after which what a failed recording had finished is thrown away.',
    decimal(0.01, 3650).default(7),
  ),
  workDirectory: setting(
    'CALLMILL_WORK_DIR',
    'Worker',
    'Scratch space for the audio of calls in flight; emptied after each. The system temp directory when empty.',
    optionalText(),
  ),
} as const;
