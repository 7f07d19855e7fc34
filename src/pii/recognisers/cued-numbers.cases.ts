import type { RuleCase } from './recogniser.ts';

export const cuedNumberCases: readonly RuleCase[] = [
  { said: 'the security code is one two three', finds: 'CVV' },
  { said: 'cvv 123', finds: 'CVV' },
  { said: 'expiry date is oh three twenty nine', finds: 'EXPIRY' },
  { said: 'it expires march twenty twenty nine', finds: 'EXPIRY' },
  { said: 'my pin is 1234', finds: 'PIN' },
  { said: 'the last four digits are one two one two', finds: 'LAST_FOUR' },
  { said: 'my social is 1234', finds: 'US_SSN' },
  { said: 'the account number is 12 34', finds: 'ACCOUNT_NUMBER' },
  { said: 'my date of birth is the twelfth of march nineteen eighty five', finds: 'DATE_OF_BIRTH' },
  { said: 'the postcode is z z one one two z z', finds: 'POSTCODE' },
  { said: 'how do i change my pin', finds: null },
  { said: 'i entered my pin 3 times', finds: null },
  { said: 'my card expires soon', finds: null },
  { said: 'my birthday was great we were twelve people', finds: null },
];
