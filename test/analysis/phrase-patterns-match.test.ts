import { describe, expect, it } from 'vitest';
import { findAny, phrase, phrases } from '../../src/analysis/rules/phrase.ts';
import { readTokens } from '../../src/analysis/tokens.ts';

const tokens = (text: string) => readTokens(text.split(' ').map((word) => ({ text: word })));
const matches = (pattern: string, text: string) => findAny([phrase(pattern)], tokens(text)) !== null;

describe('phrase patterns', () => {
  it('match across case, punctuation and contractions', () => {
    expect(matches('i will call', "Yes, I'LL CALL.")).toBe(true);
    expect(matches('can not', 'I can’t')).toBe(true);
    expect(matches('do not know', "don't know")).toBe(true);
  });

  it('take alternatives, endings and gaps of up to three words', () => {
    expect(matches('cancel|close * account', 'please close my old account')).toBe(true);
    expect(matches('cancel|close * account', 'close account')).toBe(true);
    expect(matches('cancel|close * account', 'close one two three four account')).toBe(false);
    expect(matches('refund*', 'it was refunded')).toBe(true);
    expect(matches('refund', 'it was refunded')).toBe(false);
  });

  it('see redaction labels whole', () => {
    expect(tokens('it is [CARD_NUMBER], thanks').map((token) => token.text)).toEqual([
      'it',
      'is',
      '[CARD_NUMBER]',
      'thanks',
    ]);
  });

  it('give the earliest match of several', () => {
    expect(findAny(phrases('three', 'two'), tokens('one two three'))).toEqual({ start: 1, end: 2 });
  });

  it.each(['', '* account', 'close *'])('refuse "%s"', (pattern) => {
    expect(() => phrase(pattern)).toThrow(TypeError);
  });
});
