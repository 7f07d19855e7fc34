import type { PiiPolicy } from '../policy.ts';
import type { Reading } from '../reading.ts';
import type { Hit, PiiType } from '../types.ts';

/** Looks at one speaker's words over the whole call. It may only add hits: none can uncover another's. */
export interface Recogniser {
  readonly id: string;
  /** What it finds beside the number rules, for the documentation. */
  readonly describes: readonly TypeDescription[];
  readonly find: (reading: Reading, policy: PiiPolicy) => readonly Hit[];
}

/** A line of the documentation: made-up values only. */
export interface TypeDescription {
  readonly type: PiiType;
  readonly rule: string;
  readonly example: { readonly written: string; readonly spoken: string };
  /** What is checked beside the form. */
  readonly validator?: string;
}

/** One line of a rule's table: what is said, and the type found (null: nothing of this rule's type). */
export interface RuleCase {
  readonly said: string;
  readonly finds: PiiType | null;
}
