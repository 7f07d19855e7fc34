import type { RuleCase } from './recogniser.ts';

export const dateCases: readonly RuleCase[] = [
  { said: 'since 12 March 1985', finds: 'DATE' },
  { said: 'since the twelfth of march nineteen eighty five', finds: 'DATE' },
  { said: 'march twenty first two thousand twelve', finds: 'DATE' },
  { said: 'on June 5th, 2018', finds: 'DATE' },
  { said: 'in june 2018', finds: null },
  { said: 'on the 5th of june', finds: null },
  { said: 'it may cost twenty twelve', finds: null },
];
