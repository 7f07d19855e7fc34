import { encodeOnnx } from './onnx.ts';

const MEL_BANDS = 80;

/**
 * A voice print that is no more than the average spectrum with its own level taken out, in the shape of a
 * WeSpeaker export: `feats` [batch, frames, 80] → `embs` [batch, 80].
 */
export function generatedEmbedding(): Uint8Array {
  return encodeOnnx({
    name: 'generated-embedding',
    inputs: [{ name: 'feats', type: 'float', shape: ['batch', 'frames', MEL_BANDS] }],
    outputs: [{ name: 'embs', type: 'float', shape: ['batch', MEL_BANDS] }],
    constants: [],
    nodes: [
      { op: 'ReduceMean', inputs: ['feats'], outputs: ['spectrum'], attributes: { axes: [1], keepdims: 0 } },
      { op: 'ReduceMean', inputs: ['spectrum'], outputs: ['level'], attributes: { axes: [1], keepdims: 1 } },
      { op: 'Sub', inputs: ['spectrum', 'level'], outputs: ['embs'] },
    ],
    metadata: {
      framework: 'wespeaker',
      version: 1,
      language: 'English',
      output_dim: MEL_BANDS,
      sample_rate: 16_000,
      normalize_samples: 1,
    },
  });
}
