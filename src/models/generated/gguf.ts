/** Version of the container and the alignment of its tensor data, as llama.cpp writes them. */
const VERSION = 3;
const ALIGNMENT = 32;

/** A metadata value with its GGUF type. */
export type GgufValue =
  | { readonly uint32: number }
  | { readonly float32: number }
  | { readonly bool: boolean }
  | { readonly string: string }
  | { readonly strings: readonly string[] }
  | { readonly int32s: readonly number[] };

/** A float32 tensor; `shape` is in ggml's order, the fastest dimension first. */
export interface GgufTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

const TYPE = { uint32: 4, int32: 5, float32: 6, bool: 7, string: 8, array: 9 } as const;
const GGML_F32 = 0;

/** Serialises metadata and tensors as a GGUF file, the format of llama.cpp's models. */
export function encodeGguf(
  metadata: Readonly<Record<string, GgufValue>>,
  tensors: readonly GgufTensor[],
): Uint8Array {
  const entries = Object.entries(metadata);
  const parts: Buffer[] = [
    Buffer.from('GGUF'),
    uint32(VERSION),
    uint64(tensors.length),
    uint64(entries.length),
  ];
  for (const [key, value] of entries) parts.push(string(key), encodeValue(value));

  let offset = 0;
  for (const tensor of tensors) {
    parts.push(string(tensor.name), uint32(tensor.shape.length), ...tensor.shape.map(uint64));
    parts.push(uint32(GGML_F32), uint64(offset));
    offset += aligned(tensor.data.byteLength);
  }
  const header = Buffer.concat(parts);
  return Buffer.concat([padded(header), ...tensors.map((tensor) => padded(float32s(tensor.data)))]);
}

function encodeValue(value: GgufValue): Buffer {
  if ('uint32' in value) return Buffer.concat([uint32(TYPE.uint32), uint32(value.uint32)]);
  if ('float32' in value) return Buffer.concat([uint32(TYPE.float32), float32s([value.float32])]);
  if ('bool' in value) return Buffer.concat([uint32(TYPE.bool), Buffer.from([value.bool ? 1 : 0])]);
  if ('string' in value) return Buffer.concat([uint32(TYPE.string), string(value.string)]);
  if ('strings' in value) return array(TYPE.string, value.strings.map(string));
  return array(TYPE.int32, value.int32s.map(int32));
}

function array(type: number, items: readonly Buffer[]): Buffer {
  return Buffer.concat([uint32(TYPE.array), uint32(type), uint64(items.length), ...items]);
}

function string(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  return Buffer.concat([uint64(bytes.length), bytes]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function float32s(values: Float32Array | readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => {
    bytes.writeFloatLE(value, index * 4);
  });
  return bytes;
}

const aligned = (length: number): number => Math.ceil(length / ALIGNMENT) * ALIGNMENT;

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(aligned(bytes.length) - bytes.length)]);
}
