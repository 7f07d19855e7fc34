import type { RuleCase } from './recogniser.ts';

/** Numbers are the registers' published examples or made up. */
export const ukCases: readonly RuleCase[] = [
  { said: 'my nhs number is 943 476 5919', finds: 'UK_NHS' },
  { said: 'nhs number nine four three four seven six five nine one nine', finds: 'UK_NHS' },
  // the check digit is wrong: it goes, under another name
  { said: 'my nhs number is 943 476 5918', finds: 'PHONE_NUMBER' },
  { said: 'AB 12 34 56 C', finds: 'UK_NINO' },
  { said: 'national insurance number a b twelve thirty four fifty six c', finds: 'UK_NINO' },
  { said: 'my unique taxpayer reference is 21123 45678', finds: 'DIGITS' },
  { said: 'MORGA657054SM9IJ', finds: 'UK_DVLA' },
  { said: 'it was sent to SW1A 1AA', finds: 'POSTCODE' },
  { said: 'we are at s w one a one double a', finds: 'POSTCODE' },
  { said: 'sierra whiskey one alpha one alpha alpha', finds: 'POSTCODE' },
  { said: 'the car is AB51 ABC', finds: 'LICENCE_PLATE' },
  { said: 'a table for 5 at 7 please', finds: null },
  { said: 'she needs a 4 top', finds: null },
  { said: 'i got a b and then two of them', finds: null },
];
