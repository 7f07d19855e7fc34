import { hkdfSync } from 'node:crypto';
import type { Database } from '../database/connect.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import type { OperatorContext } from '../pii/operators/operator.ts';
import type { TenantPrivacy } from '../pipeline/tools.ts';
import { loadPolicy } from '../tenants/policies.ts';

/** How tenants want their calls redacted, with the keys their operators need. */
export function tenantPrivacy({ kysely }: Database, ring: KeyRing) {
  return async (tenantId: number): Promise<TenantPrivacy> => ({
    policy: await loadPolicy(kysely, tenantId),
    operators: operatorsOf(tenantId, ring),
  });
}

/** Without a key of the tenant the operators hmac and vault refuse to work. */
export function operatorsOf(tenantId: number, ring: KeyRing): OperatorContext {
  const key = ring.present(tenantId);
  if (key === null) return {};
  // A key of its own: what the hash shows must tell nothing about the key that seals.
  const hmacKey = new Uint8Array(hkdfSync('sha256', key.bytes, '', `callmill hmac ${tenantId}`, 32));
  return { hmacKey, vaultKey: { tenantId, key } };
}
