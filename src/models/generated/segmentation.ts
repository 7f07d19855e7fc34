import { encodeOnnx } from './onnx.ts';

/** Receptive field of pyannote segmentation 3.0 in samples at 16 kHz: one frame sees this many … */
const FIELD = 991;
/** … and the next begins this much later. */
const SHIFT = 270;
const WINDOW = 160_000;
/** Nobody, three single speakers, three pairs: pyannote's powerset of at most two of three speakers. */
const CLASSES = 7;

/** Mean square below which nobody speaks (−40 dBFS). */
const SPEECH_POWER = 1e-4;
/**
 * Power of the sample-to-sample difference relative to the signal's own, where "dark" turns into "bright":
 * 0.05 lies at a 570 Hz tone, between the two synthetic voices the tests use.
 */
const BRIGHTNESS = 0.05;

/**
 * Speaker segmentation by loudness and brightness, in the shape of pyannote 3.0: `x` [batch, 1, samples] →
 * `y` [batch, frames, 7]. A dark voice is speaker one, a bright one speaker two; nobody overlaps.
 */
export function generatedSegmentation(): Uint8Array {
  const loud = 1e5;
  const bright = 1e4;
  // One row per class over the two features: signal power, power of the difference.
  const weights = Array.from({ length: CLASSES }, () => [0, 0]);
  weights[1] = [loud + bright * BRIGHTNESS, -bright];
  weights[2] = [loud - bright * BRIGHTNESS, bright];
  const threshold = -loud * SPEECH_POWER;
  const never = -1e6;
  return encodeOnnx({
    name: 'generated-segmentation',
    inputs: [{ name: 'x', type: 'float', shape: ['batch', 1, 'samples'] }],
    outputs: [{ name: 'y', type: 'float', shape: ['batch', 'frames', CLASSES] }],
    constants: [
      { name: 'taps', type: 'float', shape: [2, 1, 2], data: [1, 0, -1, 1] },
      { name: 'weights', type: 'float', shape: [CLASSES, 2, 1], data: weights.flat() },
      {
        name: 'bias',
        type: 'float',
        shape: [CLASSES],
        data: [0, threshold, threshold, never, never, never, never],
      },
    ],
    nodes: [
      { op: 'Conv', inputs: ['x', 'taps'], outputs: ['signals'] },
      { op: 'Mul', inputs: ['signals', 'signals'], outputs: ['squares'] },
      {
        op: 'AveragePool',
        inputs: ['squares'],
        outputs: ['powers'],
        attributes: { kernel_shape: [FIELD], strides: [SHIFT] },
      },
      { op: 'Conv', inputs: ['powers', 'weights', 'bias'], outputs: ['classes first'] },
      { op: 'Transpose', inputs: ['classes first'], outputs: ['y'], attributes: { perm: [0, 2, 1] } },
    ],
    metadata: {
      model_type: 'pyannote-segmentation-3.0',
      version: 1,
      num_speakers: 3,
      powerset_max_classes: 2,
      num_classes: CLASSES,
      sample_rate: 16_000,
      window_size: WINDOW,
      receptive_field_size: FIELD,
      receptive_field_shift: SHIFT,
    },
  });
}
