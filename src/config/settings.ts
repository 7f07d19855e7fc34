import { z } from 'zod';

/** How one environment variable is documented and read. */
export interface Setting {
  readonly env: string;
  readonly group: string;
  readonly help: string;
  readonly schema: z.ZodType;
  /** Also read from the file named by `<env>_FILE`; never shown. */
  readonly secret: boolean;
}

const text = () => z.string().trim().min(1, 'must not be empty');
const optionalText = () => text().optional();
const whole = (low: number, high: number) =>
  z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(low, `must be at least ${low}`)
    .max(high, `must be at most ${high}`);
const decimal = (low: number, high: number) =>
  z.coerce
    .number('must be a number')
    .min(low, `must be at least ${low}`)
    .max(high, `must be at most ${high}`);
const choice = <const T extends readonly [string, ...string[]]>(options: T) =>
  z.enum(options, `must be one of ${options.join(', ')}`);
const flag = () =>
  z
    .enum(['true', 'false', '1', '0', 'yes', 'no', 'on', 'off'], 'must be true or false')
    .transform((value) => ['true', '1', 'yes', 'on'].includes(value));

/** An address without credentials: they would end up in logs of proxies. */
const endpointUrl = () =>
  z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .refine((value) => new URL(value).username === '', 'must not hold a user or a key')
    .optional();

const setting = <T extends z.ZodType>(
  env: string,
  group: string,
  help: string,
  schema: T,
  secret = false,
) => ({
  env,
  group,
  help,
  schema,
  secret,
});

/**
 * Every setting callmill reads: the one schema behind validation, the configuration type and README's table.
 * Names without CALLMILL_ are those that existing deployments already have in their files.
 */
export const SETTINGS = {
  dbHost: setting('AI_DB_HOST', 'Database', 'MySQL or MariaDB host.', text().default('127.0.0.1')),
  dbPort: setting('AI_DB_PORT', 'Database', 'Its port.', whole(1, 65535).default(3306)),
  dbName: setting(
    'AI_DB_DATABASE',
    'Database',
    'Database that holds the `ai_` tables.',
    text().default('callmill'),
  ),
  dbUser: setting(
    'AI_DB_USERNAME',
    'Database',
    'User with SELECT, INSERT, UPDATE, DELETE (and CREATE, ALTER, INDEX, DROP for `migrate`).',
    text().default('callmill'),
  ),
  dbPassword: setting('AI_DB_PASSWORD', 'Database', 'Its password.', z.string().default(''), true),
  dbPoolSize: setting(
    'CALLMILL_DB_POOL',
    'Database',
    'Connections one worker keeps at most.',
    whole(2, 50).default(4),
  ),
  dbQueryTimeoutSeconds: setting(
    'CALLMILL_DB_QUERY_TIMEOUT',
    'Database',
    'Seconds after which a query is given up and its connection dropped.',
    decimal(0.2, 600).default(15),
  ),

  storageEndpoint: setting(
    'R2_ENDPOINT',
    'Storage',
    'S3 endpoint, for R2 `https://<account>.r2.cloudflarestorage.com`.',
    z.url('must be a URL').optional(),
  ),
  storageAccessKeyId: setting('R2_ACCESS_KEY_ID', 'Storage', 'Access key id.', optionalText(), true),
  storageSecretAccessKey: setting('R2_SECRET_ACCESS_KEY', 'Storage', 'Secret key.', optionalText(), true),
  storageBucket: setting('R2_BUCKET', 'Storage', 'Bucket used when a row names none.', optionalText()),
  storageRegion: setting('CALLMILL_S3_REGION', 'Storage', 'Region; R2 wants `auto`.', text().default('auto')),
  storageDirectory: setting(
    'CALLMILL_STORAGE_DIR',
    'Storage',
    'Local directory used as the bucket instead of S3.',
    optionalText(),
  ),
  maxObjectMb: setting(
    'CALLMILL_MAX_OBJECT_MB',
    'Storage',
    'Larger objects are refused.',
    whole(1, 100_000).default(1024),
  ),
  privateSourceHosts: setting(
    'CALLMILL_PRIVATE_SOURCE_HOSTS',
    'Storage',
    'Comma-separated hosts in private networks that `source_url` may name; none by default.',
    z.string().default(''),
  ),

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

  provider: setting(
    'CALLMILL_PROVIDER',
    'Models',
    '`cuda` demands the GPU and fails without it, `auto` takes what is there and says so.',
    choice(['auto', 'cpu', 'cuda']).default('auto'),
  ),
  speechProvider: setting(
    'CALLMILL_SPEECH_PROVIDER',
    'Models',
    'The same for speech alone; `CALLMILL_PROVIDER` when empty.',
    choice(['auto', 'cpu', 'cuda']).optional(),
  ),
  diarizationProvider: setting(
    'CALLMILL_DIARIZATION_PROVIDER',
    'Models',
    'The same for diarization alone.',
    choice(['auto', 'cpu', 'cuda']).optional(),
  ),
  languageProvider: setting(
    'CALLMILL_LANGUAGE_PROVIDER',
    'Models',
    'The same for the language model alone.',
    choice(['auto', 'cpu', 'cuda']).optional(),
  ),
  cudaVisibleDevices: setting(
    'CUDA_VISIBLE_DEVICES',
    'Models',
    'Passed to the inference processes.',
    z.string().optional(),
  ),
  residency: setting(
    'CALLMILL_RESIDENCY',
    'Models',
    '`together` keeps all models in memory, `phases` lets speech and language model take turns, `auto` decides by the memory plan.',
    choice(['auto', 'together', 'phases']).default('auto'),
  ),
  callsPerPhase: setting(
    'CALLMILL_CALLS_PER_PHASE',
    'Models',
    'Calls that are transcribed before the language model takes over, where models take turns.',
    whole(1, 64).default(12),
  ),
  threads: setting(
    'CALLMILL_THREADS',
    'Models',
    'CPU threads per inference process; half the cores when 0.',
    whole(0, 256).default(0),
  ),
  modelsDirectory: setting(
    'CALLMILL_MODELS_DIR',
    'Models',
    'Directory of models, one folder per model id; looked in before the cache.',
    optionalText(),
  ),
  cacheDirectory: setting(
    'CALLMILL_CACHE_DIR',
    'Models',
    'Where pulled and generated models lie; `~/.cache/callmill` when empty.',
    optionalText(),
  ),
  modelsMirror: setting(
    'CALLMILL_MODELS_MIRROR',
    'Models',
    'Base URL or directory to pull models from instead of their public addresses.',
    optionalText(),
  ),
  speechModel: setting(
    'CALLMILL_SPEECH_MODEL',
    'Models',
    'Model id for speech, or `auto`.',
    text().default('auto'),
  ),
  voiceActivityModel: setting(
    'CALLMILL_VAD_MODEL',
    'Models',
    'Model id for voice activity, or `auto`.',
    text().default('auto'),
  ),
  segmentationModel: setting(
    'CALLMILL_SEGMENTATION_MODEL',
    'Models',
    'Model id for speaker segmentation, or `auto`.',
    text().default('auto'),
  ),
  embeddingModel: setting(
    'CALLMILL_EMBEDDING_MODEL',
    'Models',
    'Model id for speaker embedding, or `auto`.',
    text().default('auto'),
  ),
  languageModel: setting(
    'CALLMILL_LANGUAGE_MODEL',
    'Models',
    'Model id for analysis, `auto`, or `none` for rules only.',
    text().default('auto'),
  ),
  entitiesModel: setting(
    'CALLMILL_ENTITIES_MODEL',
    'Models',
    'Model id for names, addresses, places and organisations in redaction, `auto`, or `none` for rules only.',
    text().default('auto'),
  ),
  board: setting(
    'CALLMILL_BOARD',
    'Models',
    "Which of the manifest's settings a language model gets: `small`, `large`, or `auto` by the machine's memory (large from 15 GB).",
    choice(['auto', 'small', 'large']).default('auto'),
  ),
  kvCache: setting(
    'CALLMILL_KV_CACHE',
    'Models',
    "Precision of the language model's key-value cache: `q8_0` takes half the memory of `f16`, `q4_0` a quarter; `auto` as the manifest says.",
    choice(['auto', 'f16', 'q8_0', 'q4_0']).default('auto'),
  ),
  memoryBudgetMb: setting(
    'CALLMILL_MEMORY_BUDGET_MB',
    'Models',
    'Memory that callmill may use in all, MB; 0 reads what the machine has free.',
    whole(0, 10_000_000).default(0),
  ),
  engineMemoryMb: setting(
    'CALLMILL_ENGINE_MEMORY_MB',
    'Models',
    'An inference process above this is replaced before its next request, and ended at once at one and a half times it; 0 means no limit.',
    whole(0, 1_000_000).default(0),
  ),
  allowGeneratedModels: setting(
    'CALLMILL_ALLOW_GENERATED_MODELS',
    'Models',
    'Let built-in generated models stand in for missing weights. Their transcripts mean nothing: for trying the plumbing only.',
    flag().default(false),
  ),

  chatEndpoint: setting(
    'CALLMILL_CHAT_ENDPOINT',
    'Endpoints',
    'Base address of an OpenAI-compatible server for analysis, e.g. `http://vllm:8000/v1`; asked when the model here fails or is `none`.',
    endpointUrl(),
  ),
  chatEndpointModel: setting(
    'CALLMILL_CHAT_ENDPOINT_MODEL',
    'Endpoints',
    'Its model.',
    text().default('default'),
  ),
  chatEndpointKey: setting(
    'CALLMILL_CHAT_ENDPOINT_KEY',
    'Endpoints',
    'Its key, if it wants one.',
    optionalText(),
    true,
  ),
  chatEndpointContext: setting(
    'CALLMILL_CHAT_ENDPOINT_CONTEXT',
    'Endpoints',
    'Tokens its context holds.',
    whole(1024, 2_000_000).default(8192),
  ),
  speechEndpoint: setting(
    'CALLMILL_SPEECH_ENDPOINT',
    'Endpoints',
    'Base address of an OpenAI-compatible server for transcription (`verbose_json`).',
    endpointUrl(),
  ),
  speechEndpointModel: setting(
    'CALLMILL_SPEECH_ENDPOINT_MODEL',
    'Endpoints',
    'Its model.',
    text().default('whisper-1'),
  ),
  speechEndpointKey: setting(
    'CALLMILL_SPEECH_ENDPOINT_KEY',
    'Endpoints',
    'Its key, if it wants one.',
    optionalText(),
    true,
  ),
  speechEndpointUse: setting(
    'CALLMILL_SPEECH_ENDPOINT_USE',
    'Endpoints',
    '`fallback` asks it when the model here fails, `first` before that one.',
    choice(['fallback', 'first']).default('fallback'),
  ),
  endpointTimeoutSeconds: setting(
    'CALLMILL_ENDPOINT_TIMEOUT_SECONDS',
    'Endpoints',
    'Longest wait for one answer of an endpoint.',
    whole(1, 3600).default(60),
  ),
  endpointTenants: setting(
    'CALLMILL_ENDPOINT_TENANTS',
    'Endpoints',
    'Whose words and audio may leave for an endpoint: `listed`, tenants with the feature remote_analysis or remote_transcription, or `all`.',
    choice(['listed', 'all']).default('listed'),
  ),
  language: setting(
    'CALLMILL_LANGUAGE',
    'Calls',
    'Spoken language (`en`, `de` …) or `auto`.',
    text().default('auto'),
  ),
  speechSettings: setting(
    'CALLMILL_SPEECH_SETTINGS',
    'Calls',
    'JSON file with allowed languages, vocabulary, filler words and thresholds, per tenant if need be (docs/transcripts.md).',
    optionalText(),
  ),
  channelRoles: setting(
    'CALLMILL_CHANNEL_ROLES',
    'Calls',
    'Roles of the channels where the row gives none, left first, e.g. "agent,customer"; "auto" goes by greeting, ringing tone and who speaks first, agent left when unsure.',
    text().default('auto'),
  ),
  verifyRedactedAudio: setting(
    'CALLMILL_VERIFY_REDACTED_AUDIO',
    'Privacy',
    'Listen again to what was muted before cleaned audio is published; a hidden word that is still heard fails the call.',
    flag().default(true),
  ),
  tenantKeys: setting(
    'CALLMILL_TENANT_KEYS',
    'Privacy',
    'Keys of the tenants, one "tenant:name:base64 of 32 bytes" a line; a tenant\'s last line seals, earlier ones still open.',
    z.string().default(''),
    true,
  ),
  minAudioSeconds: setting(
    'CALLMILL_MIN_AUDIO_SECONDS',
    'Calls',
    'Shorter recordings are refused.',
    decimal(0.1, 60).default(0.5),
  ),
  maxAudioMinutes: setting(
    'CALLMILL_MAX_AUDIO_MINUTES',
    'Calls',
    'Longer recordings are refused.',
    decimal(0.1, 1440).default(240),
  ),
  reuseTranscripts: setting(
    'CALLMILL_REUSE_TRANSCRIPTS',
    'Calls',
    'Use the transcript of an earlier recording of the tenant when audio, models and settings are the same.',
    flag().default(true),
  ),
  redact: setting(
    'CALLMILL_REDACT',
    'Calls',
    'Redact personal data. Off is for test data only.',
    flag().default(true),
  ),
  redactedAudio: setting(
    'CALLMILL_REDACTED_AUDIO',
    'Calls',
    'How redacted spans sound: `mute`, `beep`, or `off` to write no audio.',
    choice(['mute', 'beep', 'off']).default('mute'),
  ),
  analysisTimeoutSeconds: setting(
    'CALLMILL_ANALYSIS_TIMEOUT',
    'Calls',
    'Seconds the language model gets before the rules answer.',
    decimal(1, 3600).default(120),
  ),

  httpHost: setting(
    'CALLMILL_HTTP_HOST',
    'Telemetry',
    'Address of /metrics, /healthz and /readyz.',
    text().default('0.0.0.0'),
  ),
  httpPort: setting(
    'CALLMILL_HTTP_PORT',
    'Telemetry',
    'Its port; 0 switches it off.',
    whole(0, 65535).default(9464),
  ),
  logLevel: setting(
    'CALLMILL_LOG_LEVEL',
    'Telemetry',
    'Lowest level written.',
    choice(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  ),
} as const;

export type SettingName = keyof typeof SETTINGS;

/** The validated configuration: one property per setting. */
export type Config = { readonly [K in SettingName]: z.output<(typeof SETTINGS)[K]['schema']> };
