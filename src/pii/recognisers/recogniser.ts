import type { PiiPolicy } from '../policy.ts';
import type { Reading } from '../reading.ts';
import type { Hit, PiiType } from '../types.ts';

/** Looks at one speaker's words over the whole call. It may only add hits: none can uncover another's. */
export interface Recogniser {
  readonly id: string;
  readonly find: (reading: Reading, policy: PiiPolicy) => readonly Hit[];
}

/** What an answer looks like besides its digits. */
export type AnswerShape = 'digits' | 'date' | 'letters-and-digits';

/**
 * A kind of number, as data. Whether digits are redacted follows from their count, from what the speaker just said
 * or from what the other side just asked; `score` only decides what they are called.
 */
export interface NumberRule {
  readonly id: string;
  readonly type: PiiType;
  /** Phrases that announce it ("my card number is …") or ask for it; without the small words around them. */
  readonly cues: readonly string[];
  /** Fewest digits (of a code: letters and digits) that count after one of the cues in the speaker's own words. */
  readonly statedLength: number;
  readonly shape: AnswerShape;
  /** Score of a run by its digits alone; null when the digits say nothing. Absent: only a cue names it. */
  readonly score?: (digits: string, policy: PiiPolicy) => number | null;
}

/** One line of a rule's table: what is said, and the type found (null: nothing of this rule's type). */
export interface RuleCase {
  readonly said: string;
  readonly finds: PiiType | null;
}
