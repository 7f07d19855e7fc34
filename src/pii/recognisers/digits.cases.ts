import type { RuleCase } from './recogniser.ts';

/** Runs that nothing names. */
export const digitsCases: readonly RuleCase[] = [
  { said: '99 88 77 6', finds: 'DIGITS' },
  { said: 'nine nine eight eight seven seven six', finds: 'DIGITS' },
  { said: 'nine nine, er, eight eight, sorry, seven seven six', finds: 'DIGITS' },
  { said: 'four one one one double five oh', finds: 'DIGITS' },
  { said: 'nine nine nine for to one one', finds: 'DIGITS' },
  { said: 'nine nine nine two blah one one nine', finds: 'DIGITS' },
  { said: "9'988'776", finds: 'DIGITS' },
  { said: 'ref99887766x', finds: 'DIGITS' },
  { said: '٩٩٨٨٧٧٦', finds: 'DIGITS' },
  { said: 'we sold nine nine nine eight eight eight', finds: null },
  { said: 'for to too won ate oh oh', finds: null },
  { said: 'between 2019 and 2021', finds: null },
  { said: 'one million two hundred thousand dollars', finds: null },
  { said: 'nine thirty on the twelfth', finds: null },
  { said: 'two hundred and fifty four pounds for three nights', finds: null },
];
