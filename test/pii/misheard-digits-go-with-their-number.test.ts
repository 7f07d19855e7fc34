import { describe, expect, it } from 'vitest';
import { redactTranscript } from '../../src/pii/redact.ts';
import { call, lines, type Turn } from './a-call.ts';

const redacted = (...turns: readonly Turn[]) => lines(redactTranscript(call(...turns)).segments);
const ask = ['a', 'PLEASE READ ME THE LONG NUMBER ON YOUR CARD'] as const;

describe('digits that the speech engine took for words', () => {
  it('between two parts of a number go with them', () => {
    const [, answer] = redacted(ask, [
      'c',
      'SURE THE NUMBER IS FIVE FOUR FREE SAVE AND NINE ZERO FIVE FOUR NINE EIGHT FIVE NINE SIX NINE FOUR ONE',
    ]);
    expect(answer).toBe('SURE THE NUMBER IS [CARD_NUMBER]');
  });

  it('between the head of an answer and its first digits go too', () => {
    const [, answer] = redacted(ask, [
      'c',
      'IT IS FOR SAVE AND THREE SEVEN NINE ZERO FIVE FOUR NINE EIGHT FIVE NINE SIX NINE',
    ]);
    expect(answer).toBe('IT IS [CARD_NUMBER]');
  });

  it.each([
    [
      'oh to zero um nine one nine eighty eight zero zero nine',
      'the first of them with a hesitation between',
    ],
    ['oh er two zero two nine seven double six thirty five six', 'an "oh" and a hesitation before'],
    [
      'six oh eight five two seven six triple two ate er ninety seven zero five nine',
      'one behind "triple two"',
    ],
  ])('"%s": %s', (number) => {
    const [said] = redacted(['c', `you can call me on ${number} thank you`]);
    expect(said).toMatch(/^you can call me on \[[A-Z_]+\] thank you$/);
  });

  it('an ordinary sentence with two small numbers stays as it is', () => {
    const said = 'WE HAVE TWO TABLES AND FOUR CHAIRS';
    expect(redacted(['c', said])).toEqual([said]);
  });
});
