import { coerceError, systemCode } from '../errors/coerce.ts';
import { CallmillError } from '../errors/error.ts';

/** Names the SDK gives errors of the connection, which carry no HTTP status. */
const CONNECTION_NAMES = new Set(['TimeoutError', 'RequestTimeout', 'NetworkingError', 'AbortError']);

/**
 * Anything the S3 client threw as a {@link CallmillError}. The server's own message is left out: it can quote keys,
 * key ids and the string that was signed.
 * Errors: object_missing (404), access_denied (400, 401, 403), bucket_unreachable (no such bucket, 5xx, 429, redirects,
 * refused, unresolved, timed out, TLS, not an S3 server).
 */
export function s3Error(thrown: unknown, host: string): CallmillError {
  if (thrown instanceof CallmillError) return thrown;
  const name = nameOf(thrown);
  const status = httpStatus(thrown);
  if (name === 'NoSuchBucket') return noSuchBucket(thrown);
  if (status === 404) {
    return new CallmillError('object_missing', 'The object is not in the bucket', { cause: thrown });
  }
  if (status === 400 || status === 401 || status === 403) return denied(name, status, thrown);
  if (status !== undefined && (status >= 500 || status === 429 || status < 200 || isRedirect(status))) {
    return unreachable(`The object store at ${host} answered with status ${status}`, thrown);
  }
  const code = systemCode(thrown);
  if (status === undefined && (code !== undefined || CONNECTION_NAMES.has(name))) {
    return unreachable(`The object store at ${host} cannot be reached (${code ?? name})`, thrown);
  }
  if (status !== undefined) {
    return unreachable(`What answers at ${host} does not speak the S3 protocol`, thrown);
  }
  return coerceError(thrown, 'fetch');
}

/** The bucket itself is missing: a matter of configuration, not of one recording. */
export function noSuchBucket(cause: unknown): CallmillError {
  return new CallmillError('bucket_unreachable', 'The bucket does not exist', {
    cause,
    remedy: 'Check R2_BUCKET; claiming resumes by itself.',
  });
}

/** HTTP status of an SDK error, undefined when none came. */
export function httpStatus(thrown: unknown): number | undefined {
  if (typeof thrown !== 'object' || thrown === null || !('$metadata' in thrown)) return undefined;
  const metadata = thrown.$metadata;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}

function nameOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.name : '';
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400 && status !== 304;
}

/** 400 is here because a wrong region or a malformed key id arrives as one. */
function denied(name: string, status: number, cause: unknown): CallmillError {
  const named = /^[A-Za-z]{1,40}$/.test(name) && !['Error', 'Unknown', 'UnknownError'].includes(name);
  const known = named ? name : `status ${status}`;
  return new CallmillError('access_denied', `The object store refused the request (${known})`, { cause });
}

function unreachable(message: string, cause: unknown): CallmillError {
  return new CallmillError('bucket_unreachable', message, { cause });
}
