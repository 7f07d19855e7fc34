import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../src/pii/policy.ts';
import { assertRedacted } from '../../src/pii/verify.ts';
import { call } from './a-call.ts';

const FAILS = expect.objectContaining({ code: 'redaction_failed', stage: 'redact' });

describe('the last look before publishing', () => {
  it.each([
    'reach me at 555 0123',
    'nine eight seven six five four three',
    'nine eight um seven six sorry five double four',
    '9-8-7.6(5)4/3',
    '٩٨٧٦٥٤٣',
  ])('refuses %j', (text) => {
    expect(() => assertRedacted(text)).toThrow(FAILS);
  });

  it.each([
    '',
    '[CARD_NUMBER] on file',
    'nine eight seven six five four',
    'from 2019 to 2021',
    'call [DIGITS] at 9',
  ])('passes %j', (text) => {
    expect(() => assertRedacted(text)).not.toThrow();
  });

  it('refuses a number over several segments, or over two speakers', () => {
    expect(() => assertRedacted(call(['c', 'nine eight seven'], ['a', 'okay'], ['c', '6543']))).toThrow(
      FAILS,
    );
    expect(() => assertRedacted(call(['c', 'nine eight seven'], ['a', '6543']))).toThrow(FAILS);
  });

  it('says nothing of what it saw', () => {
    expect(() => assertRedacted('5550123')).toThrow(
      expect.not.objectContaining({ message: expect.stringMatching(/\d/) }),
    );
  });

  it('lets digits stand when the policy says so', () => {
    expect(() => assertRedacted('555 0123', parsePolicy({ types: { DIGITS: false } }))).not.toThrow();
  });
});
