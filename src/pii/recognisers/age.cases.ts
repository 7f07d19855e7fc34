import type { RuleCase } from './recogniser.ts';

export const ageCases: readonly RuleCase[] = [
  { said: 'i am thirty four years old', finds: 'AGE' },
  { said: 'a 34-year-old', finds: 'AGE' },
  { said: 'a woman aged 71', finds: 'AGE' },
  { said: 'my age is thirty four', finds: 'AGE' },
  { said: 'i have been here for 34 years', finds: null },
];
