import { CallmillError } from '../errors/error.ts';

/** One tenant's secret key. */
export interface TenantKey {
  /** Short name that sealed values carry, so that a later key does not make them unreadable. */
  readonly id: string;
  /** 32 bytes. */
  readonly bytes: Buffer;
}

const KEY_BYTES = 32;
const LINE = /^(\d+):([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/_-]+={0,2})$/;

/**
 * The tenants' keys, as a file or an environment variable holds them: one `tenant:name:base64` a line, `#` begins a
 * comment. A tenant's last line is its present key; earlier ones only open what they once sealed. Taking a tenant's
 * lines away makes everything sealed for it unreadable for ever: that is how it is erased.
 */
export class KeyRing {
  readonly #keys: ReadonlyMap<number, readonly TenantKey[]>;

  /** @throws CallmillError config_invalid names the line, never its content */
  constructor(text: string) {
    const keys = new Map<number, TenantKey[]>();
    for (const [index, line] of text.split('\n').entries()) {
      const written = line.replace(/#.*/, '').trim();
      if (written === '') continue;
      const [, tenant, id = '', encoded = ''] = LINE.exec(written) ?? [];
      const bytes = Buffer.from(encoded, 'base64');
      if (tenant === undefined || bytes.length !== KEY_BYTES) throw badLine(index + 1);
      const own = keys.get(Number(tenant)) ?? [];
      if (own.some((key) => key.id === id)) throw badLine(index + 1);
      keys.set(Number(tenant), [...own, { id, bytes }]);
    }
    this.#keys = keys;
  }

  /** The key that seals for a tenant now; null when it has none. */
  present(tenantId: number): TenantKey | null {
    return this.#keys.get(tenantId)?.at(-1) ?? null;
  }

  /** A key by the name a sealed value carries; null when it was destroyed. */
  named(tenantId: number, id: string): TenantKey | null {
    return this.#keys.get(tenantId)?.find((key) => key.id === id) ?? null;
  }
}

function badLine(line: number): CallmillError {
  return new CallmillError('config_invalid', `Line ${line} of CALLMILL_TENANT_KEYS is no tenant's key`, {
    remedy:
      'Write TENANT:NAME:KEY with a key of 32 bytes in base64 ("openssl rand -base64 32") and a name used once per tenant.',
  });
}
