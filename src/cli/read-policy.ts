import { readFile } from 'node:fs/promises';
import { CallmillError } from '../errors/error.ts';
import { DEFAULT_POLICY, type PiiPolicy, parsePolicy } from '../pii/policy.ts';

/**
 * The redaction policy in a file, or the default without one.
 * @throws CallmillError policy_invalid, usage when the file cannot be read
 */
export async function readPolicy(path: string | undefined): Promise<PiiPolicy> {
  if (path === undefined) return DEFAULT_POLICY;
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new CallmillError('usage', `The policy ${path} cannot be read`, { cause });
  });
  return parsePolicy(parseJson(text));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CallmillError('policy_invalid', 'The policy is not JSON', { cause });
  }
}
