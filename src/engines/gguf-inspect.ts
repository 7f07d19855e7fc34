import { CallmillError } from '../errors/error.ts';
import { serve } from '../inference/child-host.ts';
import type { GgufInspectMethods } from '../inference/engine-methods.ts';
import { loadRuntime } from './runtime.ts';

// Entry of the process that asks node-llama-cpp's estimator what a GGUF file would take; no weights are loaded.

const GGML_TYPES = { q8_0: 'Q8_0', q4_0: 'Q4_0' } as const;

serve<GgufInspectMethods>(
  {
    async estimate({ path, cache }) {
      const runtime = await loadRuntime('node-llama-cpp', () => import('node-llama-cpp'));
      try {
        const facts = await runtime.readGgufFileInfo(path, { sourceType: 'filesystem', logWarnings: false });
        const llama = await runtime.getLlama({
          gpu: false,
          build: 'never',
          skipDownload: true,
          progressLogs: false,
          logLevel: runtime.LlamaLogLevel.error,
        });
        const insights = await runtime.GgufInsights.from(facts, llama);
        const contextSize = Math.min(cache.contextTokens, insights.trainContextSize ?? cache.contextTokens);
        const type = cache.kvCache === 'f16' ? null : runtime.GgmlType[GGML_TYPES[cache.kvCache]];
        // On a board the GPU shares the memory: where the layers lie changes nothing of the sum.
        const weights = await insights.estimateModelResourceRequirementsV2({ gpuLayers: 0 });
        const context = await insights.estimateContextResourceRequirementsV2({
          contextSize,
          modelGpuLayers: 0,
          sequences: cache.sequences,
          // As llama.ts opens it.
          ...(type === null ? {} : { kvCacheKeyType: type, kvCacheValueType: type, flashAttention: true }),
        });
        return { bytes: weights.cpuRam + weights.gpuVram + context.cpuRam + context.gpuVram };
      } catch (cause) {
        throw new CallmillError('model_unusable', 'The file is not a readable GGUF model', { cause });
      }
    },
  },
  'worker',
);
