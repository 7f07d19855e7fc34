import type { RuleCase } from './recogniser.ts';

/** Numbers are the schemes' published test numbers or made up. */
export const cardCases: readonly RuleCase[] = [
  { said: '4111 1111 1111 1111', finds: 'CARD_NUMBER' },
  { said: 'it is 4111-1111-1111-1111.', finds: 'CARD_NUMBER' },
  { said: '378282246310005', finds: 'CARD_NUMBER' },
  { said: 'four one one one one one one one one one one one one one one one', finds: 'CARD_NUMBER' },
  {
    said: 'FIVE FIVE FIVE FIVE DOUBLE FIVE DOUBLE FIVE TRIPLE FIVE FIVE FOUR FOUR FOUR FOUR',
    finds: 'CARD_NUMBER',
  },
  { said: 'forty one eleven um eleven eleven so eleven eleven yeah eleven eleven', finds: 'CARD_NUMBER' },
  { said: '4 one 1 one 1111 eleven eleven and then double one 11', finds: 'CARD_NUMBER' },
  // expiry and security code in the same breath
  { said: '4111 1111 1111 1111 oh three twenty six one two three', finds: 'CARD_NUMBER' },
  // one digit wrong: the name is less sure, the redaction is not
  { said: '4111 1111 1111 1112', finds: 'CARD_NUMBER' },
  { said: 'my card number is 9111 1111 1111 1113', finds: 'CARD_NUMBER' },
  { said: 'the card number is four one one one', finds: 'CARD_NUMBER' },
  { said: 'I lost my card on the 14th of May', finds: null },
  { said: 'my card has not come after 2 weeks', finds: null },
  { said: 'there are 4111 people here', finds: null },
];
