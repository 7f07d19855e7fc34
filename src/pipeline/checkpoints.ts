import type { Recipe } from './recipe.ts';
import type { HeardCall } from './result.ts';

/** A call as an earlier attempt heard it. Kept after `redact` only: before it, words are not redacted. */
export interface Checkpoint {
  readonly recipe: Recipe;
  /** Version of the object it was made from; null when the store tells none. */
  readonly etag: string | null;
  readonly heard: HeardCall;
}

/** A transcript of the same audio by the same recipe; its `redactedKey` is a key in its own bucket. */
export interface Twin {
  readonly recordingId: number;
  readonly bucket: string | null;
  readonly heard: HeardCall;
}

/** What earlier work the stages can build on. Neither a miss nor a store that is away fails the call. */
export interface Checkpoints {
  /** What an earlier attempt at this recording left; whether it still fits is for the caller to check. */
  load(): Promise<Checkpoint | null>;
  /** Keeps a heard call until the recording is completed. @throws CallmillError lease_lost */
  save(checkpoint: Checkpoint): Promise<void>;
  /** An earlier completed recording of the same tenant with this {@link HeardCall.transcriptKey}. */
  findTwin(transcriptKey: string): Promise<Twin | null>;
}
