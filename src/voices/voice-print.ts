/** What an agent's voice looks like to a speaker embedding; meaningless to any other model. */
export interface VoicePrint {
  readonly agentId: string;
  readonly agentName: string | null;
  /** Unit length. */
  readonly vector: Float32Array;
  /** Speech it was made of. */
  readonly seconds: number;
  /** Calls it was made of. */
  readonly recordings: number;
}

/** Cosine of two unit vectors, −1…1. */
export function similarity(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (const [index, value] of a.entries()) sum += value * (b[index] ?? 0);
  return sum;
}

/** The same direction at unit length. */
export function unitLength(vector: Float32Array): Float32Array {
  const norm = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return norm === 0 ? vector : vector.map((value) => value / norm);
}

/** A print with one more call in it, each second of speech counting the same. */
export function extended(print: VoicePrint, vector: Float32Array, seconds: number): VoicePrint {
  const sum = print.vector.map((value, index) => value * print.seconds + (vector[index] ?? 0) * seconds);
  return {
    ...print,
    vector: unitLength(sum),
    seconds: print.seconds + seconds,
    recordings: print.recordings + 1,
  };
}
