import { encodeOnnx } from './onnx.ts';

/** Mean square above which a frame counts as speech: −40 dBFS, far below any voice and above line noise. */
const SPEECH_POWER = 1e-4;
/** Turns the distance from the threshold into a probability close to 0 or 1. */
const STEEPNESS = 1e5;

/**
 * Voice activity by loudness, with the inputs and outputs of Silero v5: `input` [batch, samples],
 * `state` [2, batch, 128], `sr` → `output` [batch, 1], `stateN`. The state passes through unchanged.
 */
export function generatedVad(): Uint8Array {
  return encodeOnnx({
    name: 'generated-vad',
    inputs: [
      { name: 'input', type: 'float', shape: ['batch', 'samples'] },
      { name: 'state', type: 'float', shape: [2, 'batch', 128] },
      { name: 'sr', type: 'int64', shape: [] },
    ],
    outputs: [
      { name: 'output', type: 'float', shape: ['batch', 1] },
      { name: 'stateN', type: 'float', shape: [2, 'batch', 128] },
    ],
    constants: [
      { name: 'steepness', type: 'float', shape: [1], data: [STEEPNESS] },
      { name: 'offset', type: 'float', shape: [1], data: [-SPEECH_POWER * STEEPNESS] },
      { name: 'nothing', type: 'float', shape: [1], data: [0] },
    ],
    nodes: [
      { op: 'Mul', inputs: ['input', 'input'], outputs: ['square'] },
      { op: 'ReduceMean', inputs: ['square'], outputs: ['power'], attributes: { axes: [1], keepdims: 1 } },
      { op: 'Mul', inputs: ['power', 'steepness'], outputs: ['scaled'] },
      { op: 'Add', inputs: ['scaled', 'offset'], outputs: ['logit'] },
      { op: 'Sigmoid', inputs: ['logit'], outputs: ['output'] },
      // The rate must be read by some node, or the runtime drops the input that the caller insists on giving.
      { op: 'Cast', inputs: ['sr'], outputs: ['rate'], attributes: { to: 1 } },
      { op: 'Mul', inputs: ['rate', 'nothing'], outputs: ['unused rate'] },
      { op: 'Add', inputs: ['state', 'unused rate'], outputs: ['stateN'] },
    ],
    metadata: {},
  });
}
