import { randomBytes } from 'node:crypto';
import { CallmillError } from '../../errors/error.ts';
import { type SealContext, sealWith } from '../../keys/seal.ts';
import type { PiiType } from '../types.ts';
import type { Operand, VaultKey } from './operator.ts';

/** A value that was put away. */
export interface SealedValue {
  /** The name in the mark: sixteen letters, so that it cannot pass for a number. */
  readonly token: string;
  readonly type: PiiType;
  readonly sealed: string;
}

const LETTERS = 16;
const TOKEN = /:([a-z]+)\]$/;

/** What a vault's value is sealed for: moved to another tenant or token it does not open. */
export function vaultContext(tenantId: number, token: string): SealContext {
  return { tenantId, purpose: 'vault', subject: token };
}

/** Puts values away for one call: what is said twice is one value with one token. */
export class Vault {
  readonly #key: VaultKey | undefined;
  readonly #sealed = new Map<string, SealedValue>();

  constructor(key: VaultKey | undefined) {
    this.#key = key;
  }

  get sealed(): readonly SealedValue[] {
    return [...this.#sealed.values()];
  }

  /**
   * `[CARD_NUMBER:hgkdmcbapeolfinj]`: the value is put away, the mark names the place.
   * @throws CallmillError policy_invalid where the tenant has no key
   */
  mark({ type, value }: Operand): string {
    if (this.#key === undefined) {
      throw new CallmillError('policy_invalid', 'The operator vault needs a key of the tenant', {
        remedy: 'Give the tenant a key in CALLMILL_TENANT_KEYS, or choose another operator in its policy.',
      });
    }
    const kept = this.#sealed.get(`${type}\0${value}`) ?? this.#seal(type, value, this.#key);
    return `[${type}:${kept.token}]`;
  }

  #seal(type: PiiType, value: string, { tenantId, key }: VaultKey): SealedValue {
    const token = [...randomBytes(LETTERS)].map((byte) => String.fromCharCode(97 + (byte % 16))).join('');
    const sealed = sealWith(key, Buffer.from(value), vaultContext(tenantId, token));
    const kept = { token, type, sealed };
    this.#sealed.set(`${type}\0${value}`, kept);
    return kept;
  }
}

/** The token of a vault's mark, null of any other. */
export function tokenOf(mark: string): string | null {
  return TOKEN.exec(mark)?.[1] ?? null;
}
