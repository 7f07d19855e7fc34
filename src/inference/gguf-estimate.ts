import type { GgufInspectMethods } from './engine-methods.ts';
import { EngineProcess } from './engine-process.ts';
import { engineEntry } from './entry.ts';

const ESTIMATE_DEADLINE_MS = 60_000;

/**
 * What node-llama-cpp's estimator says a language model takes, from the head of its file alone, in a process of its own.
 *
 * @param path of the GGUF file
 * @returns MB of 10⁶ bytes: weights, cache and buffers, the process itself not included
 * @throws CallmillError model_unusable
 */
export async function estimateGgufMb(
  path: string,
  cache: GgufInspectMethods['estimate']['payload']['cache'],
  env: Readonly<Record<string, string>>,
): Promise<number> {
  const child = new EngineProcess<GgufInspectMethods>({
    name: 'gguf-inspect',
    entry: engineEntry('gguf-inspect'),
    env,
    stage: 'worker',
  });
  try {
    const answer = await child.request('estimate', { path, cache }, { deadlineMs: ESTIMATE_DEADLINE_MS });
    return Math.ceil(answer.bytes / 1_000_000);
  } finally {
    await child.close();
  }
}
