import type { SlotName } from '../../pii/slots.ts';
import { PII_TYPES, type PiiType } from '../../pii/types.ts';

/**
 * Names that published corpora give to what callmill calls otherwise, and the types that answer them: a number that
 * can be several things is not wrong when it is called one of them. A label that is missing here and is no type of
 * callmill's own is not counted.
 */
const ALIASES: Readonly<Record<string, readonly PiiType[]>> = {
  CREDIT_CARD: ['CARD_NUMBER'],
  CREDIT_CARD_OR_LAST4: ['CARD_NUMBER', 'LAST_FOUR'],
  US_SSN_PARTIAL: ['US_SSN', 'LAST_FOUR'],
  EMAIL_ADDRESS: ['EMAIL'],
  REFERENCE_NUMBER: ['REFERENCE', 'ACCOUNT_NUMBER'],
  CLAIM_NUMBER: ['REFERENCE', 'ACCOUNT_NUMBER'],
  POLICY_NUMBER: ['POLICY_NUMBER', 'REFERENCE', 'ACCOUNT_NUMBER'],
  IBAN_CODE: ['IBAN'],
  IP_ADDRESS: ['IP_ADDRESS'],
  DOMAIN_NAME: ['URL'],
  WEBSITE: ['URL'],
  ABA_ROUTING_NUMBER: ['US_ABA'],
  MEDICAL_LICENSE: ['US_DEA'],
  US_DRIVER_LICENSE: ['DRIVER_LICENCE'],
  US_PASSPORT: ['PASSPORT'],
  UK_PASSPORT: ['PASSPORT'],
  ES_PASSPORT: ['PASSPORT'],
  UK_POSTCODE: ['POSTCODE'],
  UK_DRIVING_LICENCE: ['UK_DVLA'],
  UK_VEHICLE_REGISTRATION: ['LICENCE_PLATE'],
  ORGANIZATION: ['ORGANISATION'],
  ORG: ['ORGANISATION'],
};

/** How the other side's request is called in corpora, beside the names of the slots themselves. */
const SLOT_ALIASES: Readonly<Record<string, SlotName>> = {
  PERSON: 'name',
  FIRST_NAME: 'name',
  LAST_NAME: 'name',
  DATE_OF_BIRTH: 'dob',
};

/**
 * Not looked for by themselves, and no mistake to hide: places, dates, ids of countries that have no rules yet, and
 * performers, who are people and bands at once: a name, but hardly a secret of whoever asks for their songs. PERSON_AGAIN is
 * what a corpus labels as a name elsewhere in the same recording, but forgot here.
 */
const OPTIONAL =
  /^(?:ARTIST|PERSON_AGAIN|LOCATION|GPE|LOC|FAC|DATE|DATE_TIME|YEAR|TITLE|PREFIX|ALPHANUMERIC|[A-Z]{2}_[A-Z_]+)$/;

export function isOptional(label: string): boolean {
  return typesOf(label) === null && OPTIONAL.test(label);
}

/** The types that count as a hit for a label, null when callmill does not look for such things. */
export function typesOf(label: string): readonly PiiType[] | null {
  if (label === 'DATE') return null;
  return ALIASES[label] ?? (isType(label) ? [label] : null);
}

/** The slot a corpus means, null when it is none of ours. */
export function slotAlias(asked: string, names: readonly SlotName[]): SlotName | null {
  return names.find((name) => name === asked.toLowerCase()) ?? SLOT_ALIASES[asked.toUpperCase()] ?? null;
}

function isType(label: string): label is PiiType {
  return PII_TYPES.some((type) => type === label);
}
