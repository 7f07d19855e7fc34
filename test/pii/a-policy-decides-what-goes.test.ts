import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY, parsePolicy } from '../../src/pii/policy.ts';
import { policyHash } from '../../src/pii/policy-hash.ts';
import { redactText } from '../../src/pii/text.ts';

describe('a policy', () => {
  it('leaves a type that is switched off', () => {
    const policy = parsePolicy({ types: { EMAIL: false } });
    expect(redactText('maria@example.com, 020 7946 0018', policy)).toBe('maria@example.com, [PHONE_NUMBER]');
  });

  it('still hides a long number whose own type is off', () => {
    const policy = parsePolicy({ types: { CARD_NUMBER: false, PHONE_NUMBER: false } });
    expect(redactText('4111 1111 1111 1111', policy)).toBe('[DIGITS]');
  });

  it('can hide the type as well', () => {
    expect(redactText('it is 4111 1111 1111 1111.', parsePolicy({ operator: 'remove' }))).toBe(
      'it is [REDACTED].',
    );
  });

  it('can lower the number of digits, not raise it', () => {
    expect(redactText('room 1234', parsePolicy({ minimumDigits: 4 }))).toBe('room [DIGITS]');
    expect(() => parsePolicy({ minimumDigits: 8 })).toThrow();
  });

  it.each([{ types: { NO_SUCH: true } }, { operator: 'keep' }, { typo: 1 }, { phoneRegions: [] }])(
    'refuses %j',
    (input) => {
      expect(() => parsePolicy(input)).toThrow();
    },
  );

  it('has a hash that says what it decides, not how it was written', () => {
    expect(policyHash(parsePolicy({ types: { PERSON: true }, minimumDigits: 7 }))).toBe(
      policyHash(DEFAULT_POLICY),
    );
    expect(policyHash(parsePolicy({ types: { PERSON: false } }))).not.toBe(policyHash(DEFAULT_POLICY));
    expect(policyHash(DEFAULT_POLICY)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('keeps the spacing, line breaks and punctuation of free text', () => {
    expect(redactText('Caller:  maria@example.com;\n\tpaid with 4111-1111-1111-1111.\n')).toBe(
      'Caller:  [EMAIL];\n\tpaid with [CARD_NUMBER].\n',
    );
  });
});
