import type { Reading } from './reading.ts';
import type { Hit } from './types.ts';

/** What was found in one speaker's words, and where it was read. */
export interface FoundIn {
  readonly reading: Reading;
  readonly hits: readonly Hit[];
}
