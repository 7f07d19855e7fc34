import type { RuleCase } from './recogniser.ts';

export const bareAnswerCases: readonly RuleCase[] = [
  { said: '9097', finds: 'DIGITS' },
  { said: 'sure it is nine zero nine seven', finds: 'DIGITS' },
  { said: 'its klm 458', finds: 'REFERENCE' },
  { said: 'rf 56 f 5', finds: 'REFERENCE' },
  { said: '2016', finds: null },
  { said: '3000', finds: null },
  { said: '8,888 dollars', finds: null },
  { said: '3 persons', finds: null },
  { said: '15 th of september', finds: null },
  { said: '11:45 am', finds: null },
  { said: 'i have 4097 of them', finds: null },
];
