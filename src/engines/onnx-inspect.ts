import { stat } from 'node:fs/promises';
import { CallmillError } from '../errors/error.ts';
import { serve } from '../inference/child-host.ts';
import type { OnnxInspectMethods, OnnxTensor } from '../inference/engine-methods.ts';
import { readOnnxMetadata } from './onnx-metadata.ts';
import { loadRuntime } from './runtime.ts';

// Entry of the inspection process: says what an ONNX file holds, in a process of its own because two ONNX Runtime
// builds in one process crash with CUDA.

serve<OnnxInspectMethods>(
  {
    async inspect({ path }) {
      const facts = await stat(path).catch(() => null);
      if (facts === null) throw new CallmillError('model_missing', 'The model file is missing');
      const { InferenceSession } = await loadRuntime('onnxruntime-node', () => import('onnxruntime-node'));
      try {
        const session = await InferenceSession.create(path, {
          executionProviders: ['cpu'],
          graphOptimizationLevel: 'disabled',
          logSeverityLevel: 4,
        });
        const { inputMetadata, outputMetadata } = session;
        return {
          inputs: inputMetadata.map(tensor),
          outputs: outputMetadata.map(tensor),
          metadata: await readOnnxMetadata(path),
        };
      } catch (cause) {
        throw new CallmillError('model_unusable', 'The file is not a readable ONNX model', { cause });
      }
    },
  },
  'worker',
);

type ValueMetadata = import('onnxruntime-node').InferenceSession.ValueMetadata;

function tensor(value: ValueMetadata): OnnxTensor {
  if (!value.isTensor) return { name: value.name, type: 'not a tensor', shape: [] };
  return { name: value.name, type: value.type, shape: value.shape };
}
