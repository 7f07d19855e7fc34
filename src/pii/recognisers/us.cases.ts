import type { RuleCase } from './recogniser.ts';

export const usCases: readonly RuleCase[] = [
  { said: 'it was 219-45-0098 then', finds: 'US_SSN' },
  { said: 'my social is two one nine forty five double oh nine eight', finds: 'US_SSN' },
  { said: 'last of my ssn 0098', finds: 'US_SSN' },
  // never given out: it goes, under another name
  { said: 'my ssn is 666-45-0098', finds: 'DIGITS' },
  { said: '911-70-1234 is what the letter says', finds: 'US_ITIN' },
  { said: 'provider number 1234567893', finds: 'US_NPI' },
  { said: 'provider number 1234567894', finds: 'PHONE_NUMBER' },
  { said: '1EG4-TE5-MK73', finds: 'US_MBI' },
  { said: 'one e g four t e five m k seven three', finds: 'US_MBI' },
  { said: 'the dea number is BB1388568', finds: 'US_DEA' },
  { said: 'the dea number is BB1388569', finds: 'REFERENCE' },
  { said: 'routing number oh seven one one oh one three oh seven', finds: 'US_ABA' },
  { said: 'i waited 45 minutes for the social worker', finds: null },
];
