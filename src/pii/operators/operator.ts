import { z } from 'zod';
import type { TenantKey } from '../../keys/key-ring.ts';
import type { PiiType } from '../types.ts';

/** What becomes of a finding, as a policy names it. */
export const operatorSchema = z.union([
  z.enum(['label', 'marker', 'remove', 'hmac', 'vault', 'surrogate', 'keep']),
  /** Keeps so many digits at the end. */
  z.strictObject({ mask: z.int().min(0).max(4) }),
]);

export type OperatorChoice = z.output<typeof operatorSchema>;

/** One finding as an operator sees it: what it is called and its value, never how it was found. */
export interface Operand {
  readonly type: PiiType;
  /** Digits and letters without what is said between them, in small letters: one value, however it was said. */
  readonly value: string;
}

/** Where values are put away: plain data, so that redaction can run in a thread. */
export interface VaultKey {
  readonly tenantId: number;
  readonly key: TenantKey;
}

/** What operators may need beside the finding; all of it belongs to one tenant. Plain data: redaction may run in a thread. */
export interface OperatorContext {
  /** Of the keyed hash; at least 16 bytes. */
  readonly hmacKey?: Uint8Array;
  /** Seals what the operator vault puts away. */
  readonly vaultKey?: VaultKey;
}

/** The name under which entities record an operator. */
export function operatorName(choice: OperatorChoice): string {
  return typeof choice === 'string' ? choice : 'mask';
}
