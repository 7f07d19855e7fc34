import { readFile } from 'node:fs/promises';
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
