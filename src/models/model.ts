export type ModelRole =
  | 'speech'
  | 'voice-activity'
  | 'segmentation'
  | 'speaker-embedding'
  | 'language'
  | 'entities';
export type Provider = 'cpu' | 'cuda';

/** What is stored beside every result a model produced. */
export interface ModelInfo {
  /** Manifest id, e.g. `zipformer-en-3.3M`. */
  readonly id: string;
  /** `whisper`, `zipformer-streaming`, `transducer`, `llama`, … */
  readonly family: string;
  /** SHA-256 over the SHA-256 of its files, in manifest order. */
  readonly sha256: string;
  /** What the runtime really took. */
  readonly provider: Provider;
  /** A generated model proves plumbing; its words mean nothing, and every output says so. */
  readonly generated: boolean;
}

/** A model whose files are on this machine and have the expected checksums. */
export interface LocatedModel {
  readonly id: string;
  readonly role: ModelRole;
  readonly family: string;
  /** Absolute directory; file names below are relative to it. */
  readonly directory: string;
  /** Purpose → absolute path, e.g. `{ encoder: '/…/encoder.int8.onnx', tokens: '/…/tokens.txt' }`. */
  readonly files: Readonly<Record<string, string>>;
  readonly sha256: string;
  readonly generated: boolean;
  /** Family-specific settings from the manifest (window seconds, lag, threshold, languages, context …). */
  readonly settings: Readonly<Record<string, number | string | boolean>>;
  /** BCP 47 codes; empty means any. */
  readonly languages: readonly string[];
}
