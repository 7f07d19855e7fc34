import { describe, expect, it } from 'vitest';
import { KeyRing } from '../../src/keys/key-ring.ts';
import { unseal } from '../../src/keys/seal.ts';
import type { OperatorContext } from '../../src/pii/operators/operator.ts';
import { vaultContext } from '../../src/pii/operators/vault.ts';
import { parsePolicy } from '../../src/pii/policy.ts';
import { redactTranscript } from '../../src/pii/redact.ts';
import { redactText } from '../../src/pii/text.ts';
import { call, lines } from './a-call.ts';

const CARD = 'my card is 4111 1111 1111 1111 thanks';
const withOperator = (operator: unknown, said: string, context: OperatorContext = {}) =>
  redactText(said, parsePolicy({ operator }), context);

describe('an operator', () => {
  it('label names the type, remove hides even that', () => {
    expect(withOperator('label', CARD)).toBe('my card is [CARD_NUMBER] thanks');
    expect(withOperator('remove', CARD)).toBe('my card is [REDACTED] thanks');
  });

  it('mask keeps at most four digits of a number, and nothing of a name or of a short number', () => {
    expect(withOperator({ mask: 4 }, CARD)).toBe('my card is [CARD_NUMBER:*1111] thanks');
    expect(withOperator({ mask: 4 }, 'the security code is one two three')).toBe(
      'the security code is [CVV:*]',
    );
    expect(withOperator({ mask: 2 }, 'my name is maria lopez')).toBe('my name is [PERSON:*]');
    expect(() => parsePolicy({ operator: { mask: 5 } })).toThrow();
  });

  it('marker gives one value one number for the whole call, in part and in figures too', () => {
    const said = call(
      ['c', 'my name is maria lopez and my card is 4111 1111 1111 1111'],
      ['a', 'thank you maria that is four one one one one one one one one one one one one one one one'],
      ['c', 'my name is peter parker'],
    );
    expect(lines(redactTranscript(said, parsePolicy({ operator: 'marker' })).segments)).toEqual([
      'my name is [PERSON_1] and my card is [CARD_NUMBER_1]',
      'thank you [PERSON_1] that is [CARD_NUMBER_1]',
      'my name is [PERSON_2]',
    ]);
  });

  it('surrogate invents a value for each, and says that it is none', () => {
    const out = withOperator('surrogate', 'my name is maria lopez. my name is peter parker.');
    expect(out).toMatch(/^my name is \[PERSON:[a-z]+-[a-z]+\]\. my name is \[PERSON:[a-z]+-[a-z]+\]\.$/);
    expect(new Set(out.match(/\[.*?\]/g)).size).toBe(2);
  });

  it('hmac gives one value one name under one key, another under another, and never without', () => {
    const named = (byte: number, said: string) =>
      withOperator('hmac', said, { hmacKey: new Uint8Array(32).fill(byte) });
    expect(named(1, 'it is 4111 1111 1111 1111')).toMatch(/^it is \[CARD_NUMBER:[a-p]{16}\]$/);
    expect(named(1, 'it is 4111-1111-1111-1111')).toBe(named(1, 'it is 4111 1111 1111 1111'));
    expect(named(2, CARD)).not.toBe(named(1, CARD));
    expect(() => withOperator('hmac', CARD)).toThrow(expect.objectContaining({ code: 'policy_invalid' }));
    expect(() => withOperator('hmac', CARD, { hmacKey: new Uint8Array(8) })).toThrow();
  });

  it('vault puts each value away once, sealed, and writes its token; without a key it fails closed', () => {
    const key = { id: 'k1', bytes: Buffer.alloc(32, 7) };
    const said = call(['c', 'my card is 4111 1111 1111 1111'], ['a', 'so 4111 1111 1111 1111 thank you']);
    const policy = parsePolicy({ operator: 'vault' });
    const result = redactTranscript(said, policy, { operators: { vaultKey: { tenantId: 3, key } } });
    const [value] = result.sealed;
    expect(result.sealed).toHaveLength(1);
    expect(lines(result.segments)).toEqual([
      `my card is [CARD_NUMBER:${value?.token}]`,
      `so [CARD_NUMBER:${value?.token}] thank you`,
    ]);
    expect(result.entities.map((entity) => entity.vaultToken)).toEqual([value?.token, value?.token]);
    const ring = new KeyRing(`3:k1:${key.bytes.toString('base64')}`);
    const opened = unseal(value?.sealed ?? '', vaultContext(3, value?.token ?? ''), ring);
    expect(opened.toString()).toBe('4111111111111111');
    expect(() => withOperator('vault', CARD)).toThrow(expect.objectContaining({ code: 'policy_invalid' }));
  });

  it('keep leaves one type standing, recorded, and no other that lies over it', () => {
    const policy = parsePolicy({ types: { PHONE_NUMBER: { operator: 'keep' } } });
    const kept = redactTranscript(call(['c', 'call me on 020 7946 0018']), policy);
    expect(lines(kept.segments)).toEqual(['call me on 020 7946 0018']);
    expect(kept.entities).toMatchObject([
      { type: 'PHONE_NUMBER', operator: 'keep', firstWord: 3, lastWord: 5 },
    ]);
    expect(kept.spans).toEqual([]);
    expect(redactText('it is 4111 1111 1111 1111', policy)).toBe('it is [CARD_NUMBER]');
    expect(redactText('maria@example.com', parsePolicy({ types: { URL: { operator: 'keep' } } }))).toBe(
      '[EMAIL]',
    );
  });

  it.each(['label', 'marker', 'remove', 'surrogate', 'hmac', { mask: 4 }])(
    '%j changes nothing the second time',
    (operator) => {
      const context = { hmacKey: new Uint8Array(32).fill(7) };
      const once = withOperator(operator, `${CARD}, my name is maria, call 020 7946 0018`, context);
      expect(withOperator(operator, once, context)).toBe(once);
    },
  );

  it('takes what only looks like a mark for what it is', () => {
    expect(redactText('[CARD_NUMBER:4111111111111111]')).not.toMatch(/\d/);
    expect(redactText('[PERSON_41111111]')).not.toMatch(/\d/);
  });
});
