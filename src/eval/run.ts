import { coerceError } from '../errors/coerce.ts';
import type { LabelledRecording } from './manifest.ts';

export interface FailedRecording {
  readonly file: string;
  readonly corpus: string;
  readonly code: string;
}

export interface Outcome<S> {
  readonly scores: readonly S[];
  readonly failed: readonly FailedRecording[];
}

export interface RunOptions {
  readonly signal: AbortSignal;
  readonly onDone?: (done: number, file: string) => void;
}

/**
 * Scores one recording after the other: a board does one call at a time, and timings must not disturb each other. A
 * recording that cannot be heard is counted as failed; what is wrong with the machine ends the run.
 *
 * @throws CallmillError of class infrastructure, and the signal's reason
 */
export async function scoreAll<S>(
  recordings: readonly LabelledRecording[],
  score: (recording: LabelledRecording) => Promise<S>,
  { signal, onDone }: RunOptions,
): Promise<Outcome<S>> {
  const scores: S[] = [];
  const failed: FailedRecording[] = [];
  for (const [index, recording] of recordings.entries()) {
    signal.throwIfAborted();
    const { file, corpus } = recording;
    try {
      scores.push(await score(recording));
    } catch (thrown) {
      signal.throwIfAborted();
      const error = coerceError(thrown, 'worker');
      if (error.retry === 'infrastructure' || error.code === 'internal_error') throw error;
      failed.push({ file, corpus, code: error.code });
    }
    onDone?.(index + 1, file);
  }
  return { scores, failed };
}
