import { coerceError, systemCode } from '../errors/coerce.ts';
import { CallmillError } from '../errors/error.ts';

const MISSING = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP', 'ENAMETOOLONG']);
const DENIED = new Set(['EACCES', 'EPERM', 'EROFS']);
const AWAY = new Set(['EIO', 'ESTALE', 'ENOTCONN', 'EHOSTDOWN', 'ETIMEDOUT', 'ENODEV']);

const DENIED_REMEDY = 'Let the user that callmill runs as read and write the directory.';

/** A filesystem error as the code the S3 store would give. `root`: the directory itself is what failed. */
export function localError(thrown: unknown, where: 'object' | 'root' = 'object'): CallmillError {
  if (thrown instanceof CallmillError) return thrown;
  const code = systemCode(thrown);
  if (code !== undefined && MISSING.has(code)) {
    return where === 'root'
      ? new CallmillError('bucket_unreachable', 'The directory that serves as bucket does not exist', {
          cause: thrown,
          remedy: 'Create or mount the directory; claiming resumes by itself.',
        })
      : new CallmillError('object_missing', 'The object is not in the directory', { cause: thrown });
  }
  if (code !== undefined && DENIED.has(code)) {
    return new CallmillError('access_denied', `The directory may not be used (${code})`, {
      cause: thrown,
      remedy: DENIED_REMEDY,
    });
  }
  if (code !== undefined && AWAY.has(code)) {
    return new CallmillError('bucket_unreachable', `The directory does not answer (${code})`, {
      cause: thrown,
    });
  }
  return coerceError(thrown, 'fetch');
}

/** A link in the store that leads out of it. */
export function outsideDirectory(): CallmillError {
  return new CallmillError('access_denied', 'The key leads out of the directory by a symbolic link', {
    retry: 'permanent',
    remedy: 'Put the file itself into the directory.',
  });
}

/** A folder, pipe or device under the key: opening a pipe would wait for ever. */
export function notARecording(): CallmillError {
  return new CallmillError('object_missing', 'What lies under the key is not a regular file');
}
