import { CallmillError } from '../errors/error.ts';

/**
 * Imports a native runtime when it is first needed, so that a missing or broken one is a typed answer and not a
 * process that dies before it can say why.
 * @throws CallmillError model_unusable
 */
export async function loadRuntime<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    throw new CallmillError('model_unusable', `The runtime ${name} could not be loaded`, {
      cause,
      remedy: 'Install the npm packages again on this machine (npm ci).',
    });
  }
}
