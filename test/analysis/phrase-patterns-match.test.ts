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

  it('take choices of several words in brackets, at the beginning too', () => {
    for (const text of ['do not count this', 'never count it', 'no need to bother and count']) {
      expect(matches('(do not|never|no need to) * count', text)).toBe(true);
    }
    expect(matches('(do not|never) * count', 'do count')).toBe(false);
    expect(matches('the (very same|old) account|policy', 'the very same policy')).toBe(true);
    expect(matches('the (very same|old) account|policy', 'the very old policy')).toBe(false);
    expect(findAny(phrases('(nobody|no one) called'), tokens('then no one called'))).toEqual({
      start: 1,
      end: 4,
    });
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

  it.each([
    '',
    '* account',
    'close *',
    '(close|*) account',
    '(close account',
    'close) account',
    '() account',
    '(close|) account',
    'end|(close down) account',
    'end||close account',
    '(a|b|c) (a|b|c) (a|b|c) (a|b|c)',
  ])('refuse "%s"', (pattern) => {
    expect(() => phrase(pattern)).toThrow(TypeError);
  });
});
