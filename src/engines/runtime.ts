import { CallmillError } from '../errors/error.ts';
import type { LocatedModel } from '../models/model.ts';

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

/**
 * Runs a native constructor; what it throws means that it does not like the model.
 * @throws CallmillError model_unusable, and typed errors as they are
 */
export async function acceptedBy<T>(model: LocatedModel, construct: () => T | Promise<T>): Promise<T> {
  try {
    return await construct();
  } catch (cause) {
    if (cause instanceof CallmillError) throw cause;
    throw new CallmillError('model_unusable', `The runtime refused model ${model.id}`, { cause });
  }
}
