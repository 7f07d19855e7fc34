import { coerceError } from '../errors/coerce.ts';
import { type Check, type Finding, failure } from './finding.ts';

/** Runs checks side by side and returns their findings in the order of the checks. */
export async function examine(checks: Readonly<Record<string, Check>>): Promise<readonly Finding[]> {
  const findings = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      try {
        return await check();
      } catch (thrown) {
        const { message, remedy } = coerceError(thrown, 'worker');
        return [failure(name, message, remedy)];
      }
    }),
  );
  return findings.flat();
}
