import type { Stage } from './codes.ts';
import { CallmillError } from './error.ts';

const DISK_FULL = new Set(['ENOSPC', 'EDQUOT']);

/**
 * Turns anything thrown into a {@link CallmillError}; a CallmillError passes through untouched.
 * The message of a foreign error is kept out (it may quote data): only its class and system code survive,
 * the original stays reachable as `cause`.
 */
export function coerceError(thrown: unknown, stage: Stage): CallmillError {
  if (thrown instanceof CallmillError) return thrown;
  const code = systemCode(thrown);
  if (code !== undefined && DISK_FULL.has(code)) {
    return new CallmillError('storage_full', 'The disk is full', { stage, cause: thrown });
  }
  const kind = thrown instanceof Error ? thrown.constructor.name : typeof thrown;
  const suffix = code === undefined ? '' : ` (${code})`;
  return new CallmillError('internal_error', `Unexpected ${kind}${suffix} in ${stage}`, {
    stage,
    cause: thrown,
  });
}

/** The `code` that Node's system errors and most libraries carry, when it is a string. */
export function systemCode(thrown: unknown): string | undefined {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return undefined;
  return typeof thrown.code === 'string' ? thrown.code : undefined;
}
