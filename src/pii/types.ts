/** What a finding can be called; the order is no ranking. */
export const PII_TYPES = [
  // payment and banking
  'CARD_NUMBER',
  'CVV',
  'EXPIRY',
  'PIN',
  'LAST_FOUR',
  'ACCOUNT_NUMBER',
  'SORT_CODE',
  'IBAN',
  'BIC',
  'US_ABA',
  'CRYPTO',
  // ids of states and health services
  'US_SSN',
  'US_ITIN',
  'US_NPI',
  'US_MBI',
  'US_DEA',
  'UK_NHS',
  'UK_NINO',
  'UK_UTR',
  'UK_DVLA',
  'ES_NIF',
  'ES_NIE',
  'DE_TAX_ID',
  'PL_PESEL',
  'FR_NIR',
  'IT_FISCAL_CODE',
  'NL_BSN',
  'AU_TFN',
  'AU_MEDICARE',
  'AU_ABN',
  'IN_AADHAAR',
  'IN_PAN',
  'IN_GSTIN',
  'CA_SIN',
  'PASSPORT',
  'DRIVER_LICENCE',
  // things
  'VIN',
  'IMEI',
  'LICENCE_PLATE',
  // ways to reach somebody
  'PHONE_NUMBER',
  'EMAIL',
  'URL',
  'IP_ADDRESS',
  'MAC_ADDRESS',
  'ADDRESS',
  'POSTCODE',
  // people
  'LOCATION',
  'PERSON',
  'ORGANISATION',
  'DATE_OF_BIRTH',
  'DATE',
  'AGE',
  // access
  'USERNAME',
  'PASSWORD',
  'REFERENCE',
  'POLICY_NUMBER',
  // by the tenant's own lists
  'CUSTOM',
  // digits that nothing names
  'DIGITS',
] as const;

export type PiiType = (typeof PII_TYPES)[number];

const SAID_IN_WORDS: ReadonlySet<PiiType> = new Set([
  'LOCATION',
  'PERSON',
  'ORGANISATION',
  'ADDRESS',
  'EMAIL',
  'URL',
  'USERNAME',
  'PASSWORD',
  'CUSTOM',
]);

/** Whether values of a type are numbers or codes, said digit by digit; digits within the others are no number. */
export function isNumberType(type: PiiType): boolean {
  return !SAID_IN_WORDS.has(type);
}

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
  /** Of every hit that is part of it. */
  readonly types: readonly PiiType[];
  /** The tenant's allow list holds it: it is recorded and left standing. */
  readonly isAllowed: boolean;
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
  /** Where the value is put away; only with the operator vault. */
  readonly vaultToken?: string | null;
}
