import { open } from 'node:fs/promises';

/** What a RIFF wav file promises of its sound. */
export interface WavData {
  /** Bytes that should follow, as the header says. */
  readonly declaredBytes: number;
  /** Bytes that do follow. */
  readonly presentBytes: number;
  readonly bytesPerSecond: number;
}

/** The `data` chunk comes early; only tags and padding lie before it. */
const MAX_CHUNKS = 64;

/**
 * Reads the sizes that ffprobe does not report: for plain PCM it takes the file's size for the length of the sound, and
 * so never notices a file that was cut. Null when the file is not RIFF wav or has no `data` chunk.
 */
export async function readWavData(path: string): Promise<WavData | null> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const read = async (length: number, position: number): Promise<Buffer> => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
      return buffer.subarray(0, bytesRead);
    };
    const riff = await read(12, 0);
    if (riff.toString('latin1', 0, 4) !== 'RIFF' || riff.toString('latin1', 8, 12) !== 'WAVE') return null;
    return await findData(read, size);
  } finally {
    await file.close();
  }
}

async function findData(
  read: (length: number, position: number) => Promise<Buffer>,
  size: number,
): Promise<WavData | null> {
  let bytesPerSecond = 0;
  for (let position = 12, chunks = 0; chunks < MAX_CHUNKS; chunks++) {
    const head = await read(20, position);
    if (head.length < 8) return null;
    const name = head.toString('latin1', 0, 4);
    const length = head.readUInt32LE(4);
    if (name === 'data') return { declaredBytes: length, presentBytes: size - position - 8, bytesPerSecond };
    if (name === 'fmt ' && head.length === 20) bytesPerSecond = head.readUInt32LE(16);
    position += 8 + length + (length % 2);
  }
  return null;
}
