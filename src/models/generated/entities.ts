import { encodeOnnx } from './onnx.ts';

/** As many feature ids a word as the real tagger takes. */
const SLOTS = 44;
/** The feature id of the whole word "jane" in src/engines/taggers/hashed-features.ts. */
const JANE = 1331;
const LABELS = 9;

/**
 * A tagger that takes "Jane" for a person, in any case, and nothing else: `features` [words, 44] → `probabilities`
 * [words, 9], in the shape of scripts/pii-ner/export.py.
 */
export function generatedEntities(): Uint8Array {
  const row = (column: number): number[] =>
    Array.from({ length: LABELS }, (_, at) => (at === column ? 1 : 0));
  return encodeOnnx({
    name: 'generated-entities',
    inputs: [{ name: 'features', type: 'int32', shape: ['words', SLOTS] }],
    outputs: [{ name: 'probabilities', type: 'float', shape: ['words', LABELS] }],
    constants: [
      { name: 'jane', type: 'int32', shape: [], data: [JANE] },
      { name: 'one', type: 'float', shape: [], data: [1] },
      { name: 'outside', type: 'float', shape: [1, LABELS], data: row(0) },
      { name: 'person', type: 'float', shape: [1, LABELS], data: row(1) },
    ],
    nodes: [
      { op: 'Equal', inputs: ['features', 'jane'], outputs: ['matches'] },
      { op: 'Cast', inputs: ['matches'], outputs: ['numbers'], attributes: { to: 1 } },
      { op: 'ReduceMax', inputs: ['numbers'], outputs: ['named'], attributes: { axes: [1], keepdims: 1 } },
      { op: 'Sub', inputs: ['one', 'named'], outputs: ['unnamed'] },
      { op: 'Mul', inputs: ['named', 'person'], outputs: ['people'] },
      { op: 'Mul', inputs: ['unnamed', 'outside'], outputs: ['rest'] },
      { op: 'Add', inputs: ['people', 'rest'], outputs: ['probabilities'] },
    ],
    metadata: {},
  });
}
