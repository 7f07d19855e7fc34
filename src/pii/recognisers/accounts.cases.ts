import type { RuleCase } from './recogniser.ts';

export const accountCases: readonly RuleCase[] = [
  { said: 'GB82 WEST 1234 5698 7654 32', finds: 'IBAN' },
  {
    said: 'g b eight two w e s t one two three four five six nine eight seven six five four three two',
    finds: 'IBAN',
  },
  // an everyday word between figures
  { said: 'LV32 BANK 0000 9876 5432 1', finds: 'IBAN' },
  { said: 'sort code 20-00-00', finds: 'SORT_CODE' },
  { said: 'sort code twenty double oh double oh', finds: 'SORT_CODE' },
  { said: 'the swift code is DEUTDEFF500', finds: 'BIC' },
  { said: 'account 8156', finds: 'ACCOUNT_NUMBER' },
  { said: 'policy number is klm 204918', finds: 'POLICY_NUMBER' },
  { said: 'the booking reference is g six five d four three', finds: 'REFERENCE' },
  { said: 'i opened the account in 2 days', finds: null },
  { said: 'we booked a table for 8 at 11:30', finds: null },
  { said: 'my booking is at 7:45 pm', finds: null },
];
