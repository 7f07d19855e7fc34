import type { RuleCase } from './recogniser.ts';

export const commonwealthCases: readonly RuleCase[] = [
  { said: 'tax file number 876 543 210', finds: 'AU_TFN' },
  { said: 'tax file number 876 543 211', finds: 'DIGITS' },
  { said: 'my medicare card is 2123 45670 1', finds: 'AU_MEDICARE' },
  { said: 'a b n five one eight two four seven five three double five six', finds: 'AU_ABN' },
  { said: 'the sin number 130-692-544', finds: 'CA_SIN' },
  { said: 'my aadhaar is 2345 6789 0124', finds: 'IN_AADHAAR' },
  { said: 'my aadhaar is 2345 6789 0125', finds: 'DIGITS' },
  { said: 'ABCPD1234E', finds: 'IN_PAN' },
  { said: 'pan card a b c p d one two three four e', finds: 'IN_PAN' },
  { said: '27AAPFU0939F1ZV', finds: 'IN_GSTIN' },
  { said: 'a pan for 12 pounds', finds: null },
];
