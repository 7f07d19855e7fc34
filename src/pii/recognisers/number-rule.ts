import type { PiiPolicy, Region } from '../policy.ts';
import type { PiiType } from '../types.ts';

/** What an answer looks like besides its digits. */
export type AnswerShape = 'digits' | 'date' | 'letters-and-digits';

/** What a number looks like without separators, letters in capitals; told at the first look, with nobody asking. */
export interface NumberForm {
  /** Anchored at both ends; at most {@link LONGEST_FORM} characters, so any pattern over them is quick. */
  readonly pattern: RegExp;
  /** Fewest and most characters. */
  readonly lengths: readonly [shortest: number, longest: number];
  /** Check digits and ranges; a value that fails them is not called by this name. */
  readonly isValid?: (value: string) => boolean;
  /** Group sizes as written, e.g. `3-2-4`: only a number written so counts, unless a cue names it. */
  readonly groups?: readonly string[];
  /** 0…1: how sure the form makes of the type. A scheme without a check digit stays below one that has it. */
  readonly score: number;
}

/** The longest of all is the IBAN of 34 characters. */
export const LONGEST_FORM = 34;

/**
 * A kind of number, as data. Whether digits are redacted follows from their count, from what the speaker just said
 * or from what the other side just asked; `form` and `score` only decide what they are called, and find what has
 * letters or fewer than seven digits.
 */
export interface NumberRule {
  readonly id: string;
  readonly type: PiiType;
  /** Where such numbers are given out; absent: everywhere. A policy without the region leaves the rule out. */
  readonly region?: Region;
  /** Phrases that announce it ("my card number is …") or ask for it; without the small words around them. */
  readonly cues: readonly string[];
  /** Words too common to be a cue unless the number follows them at once: "card 5412". */
  readonly weakCues?: readonly string[];
  /** Fewest digits (of a code: letters and digits) that count after one of the cues in the speaker's own words. */
  readonly statedLength: number;
  readonly shape: AnswerShape;
  readonly form?: NumberForm;
  /** Score of a run by its digits alone where a form does not do; null when the digits say nothing. */
  readonly score?: (digits: string, policy: PiiPolicy) => number | null;
  /** For the documentation: made up, or published as an example by whoever gives out the numbers. */
  readonly example: { readonly written: string; readonly spoken: string };
  /** What `isValid` checks, in words, for the documentation. */
  readonly validator?: string;
}

/** A phrase that brings up a kind of number. */
export interface Cue {
  readonly rule: NumberRule;
  readonly isWeak: boolean;
}
