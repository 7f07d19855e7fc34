import { randomUUID } from 'node:crypto';
import dns from 'node:dns';
import { constants } from 'node:os';
import { systemCode } from '../errors/coerce.ts';
import { CallmillError } from '../errors/error.ts';
import { scrub } from './scrub.ts';

/** What a log line may say of an error. */
export interface SafeError {
  /** Class name. */
  readonly type: string;
  readonly code?: string;
  readonly stage?: string;
  readonly retry?: string;
  /** Only of a CallmillError: its sentences are written to be read by anybody. */
  readonly message?: string;
  /** Stack frames without the message lines. */
  readonly stack?: string;
  readonly cause?: SafeError;
}

const MAX_CAUSES = 4;
const MAX_FRAMES = 12;
const PLACE = String.raw`(?:(?:file://|node:|/)[^\s()]+:\d+:\d+|<anonymous>|index \d+)`;
const FRAME = new RegExp(String.raw`^ {4}at (?:async )?(?:[\w$.<>[\] #]+ \(${PLACE}\)|${PLACE})$`);
const CLASS_NAME = /^[A-Za-z_$][\w$]{0,79}$/;
const KNOWN_CODES = new Set<unknown>([...Object.keys(constants.errno), ...Object.values(dns)]);
/** Codes of Node, mysql2, undici and its HTTP parser: capitals only, so that no value fits. */
const CODE_FAMILY = /^(?:ERR|ER|PROTOCOL|UND_ERR|HPE)_[A-Z_]{1,80}$/;

/** Proves that an object in a log line came from {@link sealedError} and is not somebody's own object. */
const SEAL = randomUUID();

/** The serializer: a SafeError that {@link openedError} recognises. */
export function sealedError(thrown: unknown): SafeError & { readonly seal: string } {
  return { ...safeError(thrown), seal: SEAL };
}

/** The SafeError in a parsed log line, null for anything else. */
export function openedError(value: unknown): Readonly<Record<string, unknown>> | null {
  if (typeof value !== 'object' || value === null || !('seal' in value)) return null;
  const { seal, ...error } = value;
  return seal === SEAL ? error : null;
}

/**
 * An error as it may be logged. Messages and own properties of foreign errors are left out, because they quote data: an
 * SQL error its parameters, a JSON error the text, an S3 error the signed URL. Never throws.
 */
export function safeError(thrown: unknown, depth = 0): SafeError {
  try {
    if (thrown instanceof CallmillError) return ownError(thrown, depth);
    return thrown instanceof Error ? foreignError(thrown, depth) : { type: typeof thrown };
  } catch {
    return { type: 'unreadable' };
  }
}

function ownError(error: CallmillError, depth: number): SafeError {
  return {
    type: 'CallmillError',
    code: error.code,
    stage: error.stage,
    retry: error.retry,
    message: scrub(error.message),
    ...causeOf(error, depth),
  };
}

function foreignError(error: Error, depth: number): SafeError {
  const code = systemCode(error);
  const stack = framesOf(error);
  return {
    type: className(error),
    ...(code !== undefined && isKnownCode(code) ? { code } : {}),
    ...(stack === '' ? {} : { stack }),
    ...causeOf(error, depth),
  };
}

function causeOf(error: Error, depth: number): { cause: SafeError } | Record<string, never> {
  if (error.cause === undefined || depth >= MAX_CAUSES) return {};
  return { cause: safeError(error.cause, depth + 1) };
}

/** From the prototype: own properties such as `name` hold whatever the thrower put there. */
function className(error: Error): string {
  const name: unknown = Object.getPrototypeOf(error)?.constructor?.name;
  return typeof name === 'string' && CLASS_NAME.test(name) && scrub(name) === name ? name : 'Error';
}

function isKnownCode(code: string): boolean {
  return KNOWN_CODES.has(code) || CODE_FAMILY.test(code);
}

/** The frames at the end of the stack; a message may itself hold lines that look like frames. */
function framesOf(error: Error): string {
  const stack = typeof error.stack === 'string' ? error.stack : '';
  const at = error.message === '' ? -1 : stack.indexOf(error.message);
  const lines = (at === -1 ? stack : stack.slice(at + error.message.length)).split('\n').slice(1);
  const first = lines.findLastIndex((line) => !FRAME.test(line)) + 1;
  return lines
    .slice(first, first + MAX_FRAMES)
    .map((line) => scrub(line.trim()))
    .join('\n');
}
