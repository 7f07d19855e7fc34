import type { RuleCase } from './recogniser.ts';

export const givenNameCases: readonly RuleCase[] = [
  { said: 'thanks robert', finds: 'PERSON' },
  { said: "Is that Robert's bill?", finds: 'PERSON' },
  { said: 'i spoke to priyanka about it', finds: 'PERSON' },
  // places and words that are names as well
  { said: 'the branch in st. paul is closed', finds: null },
  { said: 'please mark it as paid', finds: null },
  { said: 'we fly to charlotte in june', finds: null },
];
