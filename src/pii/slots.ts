import type { AnswerShape } from './recognisers/number-rule.ts';
import type { PiiType } from './types.ts';

/** What one side of a call can ask the other for; the names are those of `asked` in a document. */
export const SLOT_NAMES = [
  'card',
  'cvv',
  'expiry',
  'pin',
  'last4',
  'ssn',
  'dob',
  'name',
  'spelling',
  'address',
  'postcode',
  'email',
  'phone',
  'account',
  'policy',
  'reference',
  'password',
] as const;

export type SlotName = (typeof SLOT_NAMES)[number];

/** How an answer is told from the words around it. */
export type SlotShape = AnswerShape | 'name' | 'words';

export interface Slot {
  /** What findings are called after, as `${id}-asked`. */
  readonly id: string;
  readonly type: PiiType;
  readonly shape: SlotShape;
}

/** The slot that each name opens. */
export const SLOTS: Readonly<Record<SlotName, Slot>> = {
  card: { id: 'card', type: 'CARD_NUMBER', shape: 'digits' },
  cvv: { id: 'cvv', type: 'CVV', shape: 'digits' },
  expiry: { id: 'expiry', type: 'EXPIRY', shape: 'date' },
  pin: { id: 'pin', type: 'PIN', shape: 'digits' },
  last4: { id: 'last-four', type: 'LAST_FOUR', shape: 'digits' },
  ssn: { id: 'us-ssn', type: 'US_SSN', shape: 'digits' },
  dob: { id: 'date-of-birth', type: 'DATE_OF_BIRTH', shape: 'date' },
  name: { id: 'name', type: 'PERSON', shape: 'name' },
  spelling: { id: 'name', type: 'PERSON', shape: 'name' },
  address: { id: 'address', type: 'ADDRESS', shape: 'words' },
  postcode: { id: 'postcode', type: 'POSTCODE', shape: 'letters-and-digits' },
  email: { id: 'email', type: 'EMAIL', shape: 'words' },
  phone: { id: 'phone', type: 'PHONE_NUMBER', shape: 'digits' },
  account: { id: 'account', type: 'ACCOUNT_NUMBER', shape: 'letters-and-digits' },
  policy: { id: 'policy', type: 'POLICY_NUMBER', shape: 'letters-and-digits' },
  reference: { id: 'reference', type: 'REFERENCE', shape: 'letters-and-digits' },
  password: { id: 'password', type: 'PASSWORD', shape: 'words' },
};
