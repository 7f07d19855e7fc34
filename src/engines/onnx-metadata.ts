import { type FileHandle, open } from 'node:fs/promises';

/** Field 14 of an ONNX ModelProto: key and value strings, which the JavaScript API does not show. */
const METADATA_FIELD = 14;
const LENGTH_DELIMITED = 2;
const VARINT = 0;
const MAX_ENTRY_BYTES = 1 << 20;

/**
 * The metadata of an ONNX file (model type, sample rate, …), read without the weights: top-level fields are stepped
 * over by their lengths.
 */
export async function readOnnxMetadata(path: string): Promise<Record<string, string>> {
  const metadata: Record<string, string> = {};
  await using handle = await open(path, 'r');
  const { size } = await handle.stat();
  for (let at = 0; at < size; ) {
    const head = await bytesAt(handle, at, Math.min(20, size - at));
    const [tag, tagBytes] = varint(head, 0);
    if ((tag & 7) === VARINT) {
      at += tagBytes + varint(head, tagBytes)[1];
      continue;
    }
    if ((tag & 7) !== LENGTH_DELIMITED) break;
    const [length, lengthBytes] = varint(head, tagBytes);
    at += tagBytes + lengthBytes;
    if (tag >> 3 === METADATA_FIELD && length <= MAX_ENTRY_BYTES) {
      const [key, value] = entry(await bytesAt(handle, at, length));
      metadata[key] = value;
    }
    at += length;
  }
  return metadata;
}

async function bytesAt(handle: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  const { bytesRead } = await handle.read(bytes, 0, length, position);
  return bytes.subarray(0, bytesRead);
}

/** StringStringEntryProto: field 1 is the key, field 2 the value. */
function entry(bytes: Uint8Array): [string, string] {
  const fields = ['', '', ''];
  for (let at = 0; at < bytes.length; ) {
    const [tag, tagBytes] = varint(bytes, at);
    const [length, lengthBytes] = varint(bytes, at + tagBytes);
    at += tagBytes + lengthBytes;
    const field = tag >> 3;
    if (field < fields.length) fields[field] = new TextDecoder().decode(bytes.subarray(at, at + length));
    at += length;
  }
  return [fields[1] ?? '', fields[2] ?? ''];
}

/** A protobuf varint and how many bytes it took. */
function varint(bytes: Uint8Array, offset: number): [number, number] {
  let value = 0;
  for (let i = 0; i < 10; i++) {
    const byte = bytes[offset + i] ?? 0;
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return [value, i + 1];
  }
  return [value, 10];
}
