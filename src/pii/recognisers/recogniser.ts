import type { PiiPolicy } from '../policy.ts';
import type { Reading } from '../reading.ts';
import type { Hit, PiiType } from '../types.ts';

/** Looks at one speaker's words over the whole call. It may only add hits: none can uncover another's. */
export interface Recogniser {
  readonly id: string;
  readonly find: (reading: Reading, policy: PiiPolicy) => readonly Hit[];
}

/** One line of a rule's table: what is said, and the type found (null: nothing of this rule's type). */
export interface RuleCase {
  readonly said: string;
  readonly finds: PiiType | null;
}
