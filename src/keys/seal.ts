import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { CallmillError } from '../errors/error.ts';
import type { KeyRing, TenantKey } from './key-ring.ts';

/** What a value is and whose: a sealed value moved to another place does not open there. */
export interface SealContext {
  readonly tenantId: number;
  /** `voice-print`, … */
  readonly purpose: string;
  /** What within the purpose it belongs to, e.g. an agent's id. */
  readonly subject: string;
}

const VERSION = 's1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts with AES-256-GCM under the tenant's present key: `s1.KEY.BASE64URL`.
 *
 * @throws CallmillError key_missing
 */
export function seal(value: Uint8Array, context: SealContext, ring: KeyRing): string {
  const key = ring.present(context.tenantId);
  if (key === null) throw keyMissing(context);
  return sealWith(key, value, context);
}

/** {@link seal} with a key at hand. */
export function sealWith(key: TenantKey, value: Uint8Array, context: SealContext): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce).setAAD(bound(context, key.id));
  const body = Buffer.concat([nonce, cipher.update(value), cipher.final(), cipher.getAuthTag()]);
  return `${VERSION}.${key.id}.${body.toString('base64url')}`;
}

/** @throws CallmillError key_missing when the key was destroyed, seal_broken when the value is not what was sealed here */
export function unseal(sealed: string, context: SealContext, ring: KeyRing): Buffer {
  const [version, keyId = '', encoded = '', ...rest] = sealed.split('.');
  const body = Buffer.from(encoded, 'base64url');
  if (version !== VERSION || rest.length > 0 || body.length < NONCE_BYTES + TAG_BYTES) throw broken(context);
  const key = ring.named(context.tenantId, keyId);
  if (key === null) throw keyMissing(context);
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, body.subarray(0, NONCE_BYTES))
    .setAAD(bound(context, keyId))
    .setAuthTag(body.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(body.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch (cause) {
    throw broken(context, cause);
  }
}

/** The name of the key that sealed a value. */
export function sealedWith(sealed: string): string | null {
  return sealed.split('.')[1] ?? null;
}

function bound({ tenantId, purpose, subject }: SealContext, keyId: string): Buffer {
  return Buffer.from(JSON.stringify([VERSION, tenantId, purpose, subject, keyId]));
}

function keyMissing({ tenantId, purpose }: SealContext): CallmillError {
  return new CallmillError('key_missing', `Tenant ${tenantId} has no key for its ${purpose}`);
}

function broken({ tenantId, purpose }: SealContext, cause?: unknown): CallmillError {
  return new CallmillError('seal_broken', `A ${purpose} of tenant ${tenantId} is not what was sealed there`, {
    cause,
  });
}
