import { CallmillError } from '../errors/error.ts';
import { serve } from '../inference/child-host.ts';
import type { GgufInspectMethods } from '../inference/engine-methods.ts';
import { loadRuntime } from './runtime.ts';

// Entry of the process that asks node-llama-cpp's estimator what a GGUF file would take; no weights are loaded.

serve<GgufInspectMethods>(
  {
    async estimate({ path, contextTokens }) {
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
        const contextSize = Math.min(contextTokens, insights.trainContextSize ?? contextTokens);
        // On a board the GPU shares the memory: where the layers lie changes nothing of the sum.
        const weights = await insights.estimateModelResourceRequirementsV2({ gpuLayers: 0 });
        const context = await insights.estimateContextResourceRequirementsV2({
          contextSize,
          modelGpuLayers: 0,
          sequences: 1,
        });
        return { bytes: weights.cpuRam + weights.gpuVram + context.cpuRam + context.gpuVram };
      } catch (cause) {
        throw new CallmillError('model_unusable', 'The file is not a readable GGUF model', { cause });
      }
    },
  },
  'worker',
);
