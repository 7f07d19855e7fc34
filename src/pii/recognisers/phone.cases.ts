import type { RuleCase } from './recogniser.ts';

/** Numbers from the ranges kept free for fiction: US 555-01xx, UK 07700 900xxx and 020 7946 0xxx. */
export const phoneCases: readonly RuleCase[] = [
  { said: '(212) 555-0123', finds: 'PHONE_NUMBER' },
  { said: 'call me on 07700 900123 please', finds: 'PHONE_NUMBER' },
  { said: '+44 20 7946 0018', finds: 'PHONE_NUMBER' },
  { said: 'plus four four two oh seven nine four six oh oh one eight', finds: 'PHONE_NUMBER' },
  { said: 'two one two five five five oh one two three', finds: 'PHONE_NUMBER' },
  { said: 'two one two triple five oh one twenty three', finds: 'PHONE_NUMBER' },
  { said: 'my phone number is five five five oh one', finds: 'PHONE_NUMBER' },
  { said: 'I called you 3 times in 2 days', finds: null },
  { said: 'my phone is broken', finds: null },
  { said: 'one two three', finds: null },
];
