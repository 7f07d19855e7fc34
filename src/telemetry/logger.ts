import { type DestinationStream, type Logger, pino } from 'pino';
import { wallClock } from '../clock/clock.ts';
import { CallmillError } from '../errors/error.ts';
import { permittedFields } from './log-fields.ts';
import { safeError, sealedError } from './safe-error.ts';

export type { Logger } from 'pino';

export interface LoggerOptions {
  /** `trace` … `error`, or `silent`. */
  readonly level: string;
  /** Standard output when absent. */
  readonly destination?: DestinationStream;
  /** On every line: service, version, worker, host. */
  readonly base?: Readonly<Record<string, string | number>>;
}

/**
 * A logger that cannot leak a call. Every finished line passes one gate that lets known fields of the expected kind
 * through (see log-fields.ts), however they came in: fields, child bindings, errors. Redact paths would need to know
 * where a secret may hide; a list of what may appear does not.
 *
 * Write messages as literals: a message is only scrubbed of numbers, addresses and keys, since nothing tells our words
 * from a caller's. Values belong into fields, `%s` arguments are dropped, and what was thrown belongs into `err`.
 */
export function createLogger({ level, destination, base }: LoggerOptions): Logger {
  const options = {
    level,
    base: { ...base },
    timestamp: () => `,"time":"${wallClock().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: sealedError, error: sealedError },
    hooks: { logMethod: withoutArguments, streamWrite: gate },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

export interface RecordingLabel {
  readonly recordingId: number;
  readonly correlationId: string;
  readonly attempt: number;
}

/** Marks every line with the recording it belongs to. */
export function withRecording(
  logger: Logger,
  { recordingId, correlationId, attempt }: RecordingLabel,
): Logger {
  return logger.child({ recordingId, correlationId, attempt });
}

type LogArguments = [unknown, unknown?, ...unknown[]];
type Write = (this: Logger, fields: unknown, message?: string) => void;

/** Left alone, pino would take a foreign error's message as the line's message. */
function withoutArguments(this: Logger, [first, second]: LogArguments, write: Write): void {
  if (typeof first !== 'object' || first === null) {
    write.call(this, {}, typeof first === 'string' ? first : 'message withheld');
    return;
  }
  const fields = fieldsOf(first);
  const message = typeof second === 'string' ? second : undefined;
  if (message !== undefined) write.call(this, fields, message);
  else if (fields['err'] !== undefined) write.call(this, fields, headline(fields['err']));
  else write.call(this, fields);
}

function fieldsOf(first: object): Readonly<Record<string, unknown>> {
  if (first instanceof Error) return { err: first };
  try {
    return { ...first };
  } catch (error) {
    // A getter threw: what it holds is unknown, but the line must not be lost.
    return { err: error };
  }
}

function headline(thrown: unknown): string {
  return thrown instanceof CallmillError ? thrown.message : `Unexpected ${safeError(thrown).type}`;
}

function gate(line: string): string {
  try {
    return `${JSON.stringify(permittedFields(JSON.parse(line)))}\n`;
  } catch {
    return '{"level":"error","msg":"A log line was withheld because it could not be read back"}\n';
  }
}
