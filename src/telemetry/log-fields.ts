import { isIP } from 'node:net';
import { openedError } from './safe-error.ts';
import { looksSensitive, scrub } from './scrub.ts';

type Check = (value: unknown) => unknown;

const WITHHELD = '[withheld]';
const MAX_MESSAGE = 500;
const MAX_LIST = 20;

const TOKEN = /^[A-Za-z][\w.:@+/-]{0,127}$/;
const ID = /^[\w-]{1,64}$/;
const HASH = /^(?=.*[a-f])[0-9a-f]{7,64}$/;
const VERSION = /^v?\d{1,4}(\.\d{1,4}){0,3}([-+][\w.-]{1,40})?$/;

const keepIf =
  (holds: (value: unknown) => boolean): Check =>
  (value) =>
    value === null || holds(value) ? value : WITHHELD;

const isToken = (value: unknown) => typeof value === 'string' && TOKEN.test(value) && !looksSensitive(value);
/** Thirteen digits and more are a card number, not a measure. */
const isMeasure = (value: unknown) =>
  typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 1e12;
const matches = (pattern: RegExp) => (value: unknown) => typeof value === 'string' && pattern.test(value);

/** One word of ours: a state, a name of a part, a model id. Free text has spaces and does not fit. */
const token = keepIf(isToken);
const tokens = keepIf((value) => Array.isArray(value) && value.length <= MAX_LIST && value.every(isToken));
const measure = keepIf(isMeasure);
const measures = keepIf(
  (value) =>
    isRecord(value) && Object.entries(value).every(([key, entry]) => isToken(key) && isMeasure(entry)),
);
const flag = keepIf((value) => typeof value === 'boolean');
const id = keepIf((value) => Number.isSafeInteger(value) || matches(ID)(value));
const hash = keepIf(matches(HASH));
const version = keepIf((value) => matches(VERSION)(value) || isToken(value));
/** Machines are named by operators, often with a serial number in it. */
const host = keepIf((value) => typeof value === 'string' && (isIP(value) !== 0 || TOKEN.test(value)));
const error: Check = (value) => openedError(value) ?? WITHHELD;
const message: Check = (value) => (typeof value === 'string' ? scrub(value).slice(0, MAX_MESSAGE) : WITHHELD);

/** Every field a log line may have, and what its value must look like. */
const FIELDS: Readonly<Record<string, Check>> = {
  level: token,
  time: (value) => value,
  msg: message,
  err: error,
  error,
  // who speaks
  service: token,
  version,
  commit: hash,
  host,
  hostname: host,
  pid: measure,
  worker: host,
  component: token,
  command: token,
  // which recording
  recordingId: id,
  correlationId: id,
  attempt: measure,
  attemptId: id,
  tenantId: id,
  // what happened
  event: token,
  stage: token,
  step: token,
  state: token,
  status: token,
  outcome: token,
  reason: token,
  fallbackReason: token,
  code: token,
  retry: token,
  signal: token,
  exitCode: measure,
  engine: token,
  dependency: token,
  diagnostics: tokens,
  // with what
  model: token,
  residency: token,
  models: tokens,
  role: token,
  family: token,
  provider: token,
  generated: flag,
  sha256: hash,
  language: token,
  codec: token,
  format: token,
  mimeType: token,
  evaluator: token,
  promptVersion: token,
  piiTypes: tokens,
  // where
  address: host,
  port: measure,
  database: token,
  bucket: token,
  migration: token,
  // how much
  stageMs: measures,
  attempts: measure,
  channels: measure,
  speakers: measure,
  segments: measure,
  words: measure,
  entities: measure,
  rows: measure,
  threads: measure,
  inputTokens: measure,
  outputTokens: measure,
  pending: measure,
  processing: measure,
};

/** Names of plain measures by their unit: `waitMs`, `sizeBytes`, `audioSeconds`, `retryCount` … */
const MEASURE_NAME = /^[a-z][A-Za-z]{0,40}(?:Ms|Seconds|Bytes|Mb|Percent|Factor|Count)$/;

/**
 * What may leave of a log line. Unknown fields are dropped and counted in `withheldFields`; a known field with a value
 * of the wrong kind reads `[withheld]`.
 */
export function permittedFields(line: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  let withheld = 0;
  for (const [name, value] of Object.entries(line)) {
    const check = Object.hasOwn(FIELDS, name) ? FIELDS[name] : MEASURE_NAME.test(name) ? measure : undefined;
    if (check === undefined) withheld += 1;
    else kept[name] = check(value);
  }
  return withheld === 0 ? kept : { ...kept, withheldFields: withheld };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
