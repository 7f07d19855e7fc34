import type { Llama } from 'node-llama-cpp';
import { CallmillError } from '../errors/error.ts';
import type { LoadOptions } from '../inference/engine-methods.ts';

/**
 * CUDA when demanded or there, else the CPU; Vulkan is never taken, and nothing is ever compiled or downloaded.
 * @throws CallmillError provider_unavailable, model_unusable
 */
export async function openLlama(
  runtime: typeof import('node-llama-cpp'),
  options: LoadOptions,
): Promise<Llama> {
  const cuda = options.provider === 'cuda';
  try {
    return await runtime.getLlama({
      gpu: !cuda ? false : options.demanded ? 'cuda' : { type: 'auto', exclude: ['vulkan', 'metal'] },
      build: 'never',
      skipDownload: true,
      progressLogs: false,
      logLevel: runtime.LlamaLogLevel.error,
      maxThreads: options.threads,
    });
  } catch (cause) {
    if (cuda && options.demanded) {
      throw new CallmillError('provider_unavailable', 'The language model runtime has no working CUDA', {
        cause,
      });
    }
    throw new CallmillError('model_unusable', 'The language model runtime does not start on this machine', {
      cause,
    });
  }
}
