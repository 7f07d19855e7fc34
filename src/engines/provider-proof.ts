import { readFile } from 'node:fs/promises';
import { CallmillError } from '../errors/error.ts';
import type { LoadOptions } from '../inference/engine-methods.ts';
import type { Provider } from '../models/model.ts';

/**
 * What ONNX Runtime took inside this process. Its CUDA provider is a library of its own, mapped only when a session
 * really asked for it and it loaded; a build without CUDA falls back to the CPU and returns success all the same.
 */
export async function onnxProvider(asked: Provider): Promise<Provider> {
  if (asked === 'cpu') return 'cpu';
  const maps = await readFile('/proc/self/maps', 'utf8').catch(() => '');
  return maps.includes('libonnxruntime_providers_cuda') ? 'cuda' : 'cpu';
}

/** How much of a language model the runtime put on the GPU. */
export interface Offload {
  /** The backend that node-llama-cpp opened; false is the CPU. */
  readonly gpu: string | false;
  readonly gpuLayers: number;
  readonly totalLayers: number;
}

/**
 * Where a language model really lies. With too little memory on the GPU node-llama-cpp leaves layers to the CPU without
 * a word, all of them if need be: demanded CUDA then means all layers or nothing.
 * @throws CallmillError provider_unavailable
 */
export function llamaProvider({ gpu, gpuLayers, totalLayers }: Offload, { demanded }: LoadOptions): Provider {
  if (gpu !== 'cuda') return 'cpu';
  if (demanded && gpuLayers < totalLayers) {
    throw new CallmillError(
      'provider_unavailable',
      `Only ${gpuLayers} of the language model's ${totalLayers} layers fit on the GPU, but CUDA was demanded`,
      { remedy: 'Free memory, choose a smaller model or context, or set CALLMILL_PROVIDER=auto.' },
    );
  }
  return gpuLayers > 0 ? 'cuda' : 'cpu';
}
