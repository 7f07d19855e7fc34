import type { PiiPolicy } from '../policy.ts';
import type { PiiType } from '../types.ts';

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
