import type { RuleCase } from './recogniser.ts';

export const personCases: readonly RuleCase[] = [
  { said: 'my name is john smith and i need help', finds: 'PERSON' },
  { said: 'MY NAME IS UM MARIA', finds: 'PERSON' },
  { said: 'My name’s Siân O’Neill-Jones.', finds: 'PERSON' },
  { said: 'this is peter calling about a bill', finds: 'PERSON' },
  { said: 'the name on the card is j r hartley', finds: 'PERSON' },
  { said: 'my last name is s m i t h', finds: 'PERSON' },
  { said: 'my name is on the account', finds: null },
  { said: 'this is about my bill', finds: null },
  { said: 'what is the name of the product', finds: null },
  { said: 'it is cold here', finds: null },
  { said: "I'd say it's mildly positive here", finds: null },
];
