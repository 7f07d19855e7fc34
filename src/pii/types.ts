/** What a finding can be called; the order is no ranking. */
export const PII_TYPES = [
  'CARD_NUMBER',
  'CVV',
  'EXPIRY',
  'PIN',
  'LAST_FOUR',
  'ACCOUNT_NUMBER',
  'US_SSN',
  'PHONE_NUMBER',
  'EMAIL',
  'DATE_OF_BIRTH',
  'POSTCODE',
  'ADDRESS',
  'LOCATION',
  'PERSON',
  'ORGANISATION',
  'DIGITS',
] as const;

export type PiiType = (typeof PII_TYPES)[number];

/** Address of one word of a transcript: 0-based place of its segment, then of the word in that segment. */
export interface WordIndex {
  readonly segment: number;
  readonly word: number;
}

/** What one rule saw, as places in one stream's words, both ends included. Never holds the words themselves. */
export interface Hit {
  readonly type: PiiType;
  /** 0…1: how sure the rule is of the type; whether to redact does not depend on it. */
  readonly score: number;
  readonly ruleId: string;
  readonly first: number;
  readonly last: number;
}

/** One resolved stretch of one speaker's words, which may run over several segments. */
export interface Finding {
  readonly type: PiiType;
  readonly score: number;
  readonly ruleId: string;
  readonly first: WordIndex;
  readonly last: WordIndex;
  /** Every word covered, in the order spoken. */
  readonly words: readonly WordIndex[];
}

/** One redacted stretch within one segment: the audit record, which holds no value. */
export interface PiiEntity {
  readonly type: PiiType;
  /** 0-based number of the finding: the parts of a number spoken over several segments share it. */
  readonly finding: number;
  readonly segmentKey: string;
  /** First and last word in the *redacted* segment, so that a reader of the output can point at it. */
  readonly firstWord: number;
  readonly lastWord: number;
  /** How many spoken words the part hides. */
  readonly wordCount: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly score: number;
  readonly ruleId: string;
  readonly operator: string;
}
