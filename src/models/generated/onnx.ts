import { ProtobufMessage } from './protobuf.ts';

/** Opset of the default domain; 13 is old enough for every ONNX Runtime callmill meets. */
const OPSET = 13;
const IR_VERSION = 8;

export type ElementType = 'float' | 'int32' | 'int64';
/** `TensorProto.DataType` */
const ELEMENT_CODES: Readonly<Record<ElementType, number>> = { float: 1, int32: 6, int64: 7 };

/** A graph input or output: a name stands for a dimension known only at run time. */
export interface OnnxValue {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly (number | string)[];
}

/** Constant data of a graph, row-major; an empty shape is a scalar. */
export interface OnnxTensor {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** Whole numbers become `INT`/`INTS` attributes, `{ float }` a `FLOAT`. */
export type OnnxAttribute = number | readonly number[] | { readonly float: number };

export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, OnnxAttribute>>;
}

export interface OnnxGraph {
  readonly name: string;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly constants: readonly OnnxTensor[];
  /** In execution order. */
  readonly nodes: readonly OnnxNode[];
  /** Model metadata: sherpa-onnx reads shapes and token ids from it. */
  readonly metadata: Readonly<Record<string, string | number>>;
}

/** Serialises a graph as an ONNX `ModelProto`; field numbers are those of onnx.proto. */
export function encodeOnnx(graph: OnnxGraph): Uint8Array {
  const body = new ProtobufMessage();
  for (const node of graph.nodes) body.message(1, encodeNode(node));
  body.string(2, graph.name);
  for (const constant of graph.constants) body.message(5, encodeTensor(constant));
  for (const value of graph.inputs) body.message(11, encodeValue(value));
  for (const value of graph.outputs) body.message(12, encodeValue(value));

  const model = new ProtobufMessage()
    .integer(1, IR_VERSION)
    .string(2, 'callmill')
    .message(7, body)
    .message(8, new ProtobufMessage().string(1, '').integer(2, OPSET));
  for (const [key, value] of Object.entries(graph.metadata)) {
    model.message(14, new ProtobufMessage().string(1, key).string(2, String(value)));
  }
  return model.encode();
}

function encodeNode(node: OnnxNode): ProtobufMessage {
  const message = new ProtobufMessage();
  for (const input of node.inputs) message.string(1, input);
  for (const output of node.outputs) message.string(2, output);
  message.string(4, node.op);
  for (const [name, value] of Object.entries(node.attributes ?? {})) {
    message.message(5, encodeAttribute(name, value));
  }
  return message;
}

function encodeAttribute(name: string, value: OnnxAttribute): ProtobufMessage {
  const message = new ProtobufMessage().string(1, name);
  if (typeof value === 'number') return message.integer(3, value).integer(20, 2);
  if ('float' in value) return message.float(2, value.float).integer(20, 1);
  for (const item of value) message.integer(8, item);
  return message.integer(20, 7);
}

function encodeTensor(tensor: OnnxTensor): ProtobufMessage {
  const message = new ProtobufMessage();
  for (const size of tensor.shape) message.integer(1, size);
  return message
    .integer(2, ELEMENT_CODES[tensor.type])
    .string(8, tensor.name)
    .bytes(9, rawData(tensor.type, tensor.data));
}

function rawData(type: ElementType, data: readonly number[]): Uint8Array {
  const width = type === 'int64' ? 8 : 4;
  const view = new DataView(new ArrayBuffer(data.length * width));
  data.forEach((value, index) => {
    if (type === 'float') view.setFloat32(index * width, value, true);
    else if (type === 'int32') view.setInt32(index * width, value, true);
    else view.setBigInt64(index * width, BigInt(value), true);
  });
  return new Uint8Array(view.buffer);
}

function encodeValue(value: OnnxValue): ProtobufMessage {
  const shape = new ProtobufMessage();
  for (const size of value.shape) {
    const dimension = new ProtobufMessage();
    if (typeof size === 'number') dimension.integer(1, size);
    else dimension.string(2, size);
    shape.message(1, dimension);
  }
  const tensor = new ProtobufMessage().integer(1, ELEMENT_CODES[value.type]).message(2, shape);
  return new ProtobufMessage().string(1, value.name).message(2, new ProtobufMessage().message(1, tensor));
}
