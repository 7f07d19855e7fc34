import { PhraseFinder } from './phrases.ts';
import { SLOTS, type Slot } from './slots.ts';

/** What is asked for that is no number; numbers are asked for by the cues of their rules. */
export const WORD_REQUESTS = new PhraseFinder<Slot>(
  (
    [
      [
        SLOTS.name,
        [
          'your name',
          'your full name',
          'your first name',
          'your last name',
          'your surname',
          'full name please',
          'last name please',
          'name on the card',
          'name on the account',
          'name as it appears',
          'name please',
          'am i speaking with',
          'am i speaking to',
          'i speaking with',
          'who is calling',
          "who's calling",
          'spell your name',
          'spell your last name',
          'spell your surname',
          'spell that',
          'spell it',
        ],
      ],
      [
        SLOTS.address,
        [
          'your address',
          'your home address',
          'your full address',
          'billing address',
          'mailing address',
          'shipping address',
          'postal address',
          'home address',
          'first line of your address',
          'first line of the address',
          'address please',
          'where do you live',
        ],
      ],
      [
        SLOTS.email,
        [
          'your email',
          'your e mail',
          'your email address',
          'email address please',
          'an email address',
          'email for',
        ],
      ],
      [
        SLOTS.password,
        ['your password', 'the password', 'your secret word', 'memorable word', 'security answer'],
      ],
    ] as const
  ).flatMap(([slot, phrases]) => phrases.map((phrase): [string, Slot] => [phrase, slot])),
);
