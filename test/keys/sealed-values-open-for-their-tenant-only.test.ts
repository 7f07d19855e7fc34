import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { KeyRing } from '../../src/keys/key-ring.ts';
import { type SealContext, seal, sealedWith, unseal } from '../../src/keys/seal.ts';

const line = (tenant: number, name: string) => `${tenant}:${name}:${randomBytes(32).toString('base64')}`;
const [one, two, later] = [line(1, 'a'), line(2, 'a'), line(1, 'b')];
const context: SealContext = { tenantId: 1, purpose: 'voice-print', subject: 'agent-7' };
const value = Buffer.from('a voice');

describe('a sealed value', () => {
  it('opens for its tenant, purpose and subject and for nobody else', () => {
    const ring = new KeyRing([one, two].join('\n'));
    const sealed = seal(value, context, ring);
    expect(unseal(sealed, context, ring)).toEqual(value);
    for (const other of [{ tenantId: 2 }, { purpose: 'vault' }, { subject: 'agent-8' }])
      expect(() => unseal(sealed, { ...context, ...other }, ring)).toThrow(
        expect.objectContaining({ code: 'seal_broken' }),
      );
  });

  it('never looks the same twice and holds nothing of the value', () => {
    const ring = new KeyRing(one);
    const sealed = [seal(value, context, ring), seal(value, context, ring)];
    expect(sealed[0]).not.toBe(sealed[1]);
    expect(Buffer.from(sealed[0] ?? '', 'base64url').includes(value)).toBe(false);
  });

  it('outlives a new key and dies with its own', () => {
    const sealed = seal(value, context, new KeyRing(one));
    const rotated = new KeyRing([one, later].join('\n'));
    expect(unseal(sealed, context, rotated)).toEqual(value);
    expect(sealedWith(seal(value, context, rotated))).toBe('b');
    expect(() => unseal(sealed, context, new KeyRing(later))).toThrow(
      expect.objectContaining({ code: 'key_missing' }),
    );
  });

  it('is not made without a key', () => {
    expect(() => seal(value, context, new KeyRing(two))).toThrow(
      expect.objectContaining({ code: 'key_missing' }),
    );
  });

  it('does not open once any part of it is changed', () => {
    const { runs, seed } = inject('effort');
    const ring = new KeyRing(one);
    const sealed = seal(value, context, ring);
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.constantFrom('A', 'b', '.', ''), (at, put) => {
        const changed = sealed.slice(0, at) + put + sealed.slice(at + 1);
        if (changed === sealed || Buffer.from(changed).equals(Buffer.from(sealed))) return;
        try {
          // base64url has bits to spare in its last character.
          expect(unseal(changed, context, ring)).toEqual(value);
          expect(at).toBe(sealed.length - 1);
        } catch (error) {
          if ((error as { code?: string }).code === undefined) throw error;
          expect(['seal_broken', 'key_missing']).toContain((error as { code: string }).code);
        }
      }),
      { numRuns: runs, seed },
    );
  });
});

describe('a ring of keys', () => {
  it('takes comments and empty lines', () => {
    expect(new KeyRing(`# keys\n\n${one} # of the bank\n`).present(1)?.id).toBe('a');
    expect(new KeyRing('').present(1)).toBeNull();
  });

  it.each([
    ['a short key', `1:a:${randomBytes(16).toString('base64')}`],
    ['no name', `1::${randomBytes(32).toString('base64')}`],
    ['a name used twice', `${one}\n1:a:${randomBytes(32).toString('base64')}`],
    ['something else', 'swordfish'],
  ])('refuses %s by its line and keeps it to itself', (_, text) => {
    let thrown: unknown;
    try {
      new KeyRing(text);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code: 'config_invalid' });
    const said = JSON.stringify(thrown) + String(thrown);
    for (const secret of text.split(/[:\n]/).filter((part) => part.length > 8))
      expect(said).not.toContain(secret);
  });
});
