import { createHash } from 'node:crypto';
import { z } from 'zod';
import { PII_TYPES, type PiiType } from './types.ts';

/** Raise it whenever a rule changes what is found: results stamped with another hash are stale. */
const RULES_VERSION = 3;

/** Where numbers come from whose forms the rules know; the European Union stands for its members. */
export const REGIONS = ['UK', 'US', 'EU', 'AU', 'CA', 'IN'] as const;

export type Region = (typeof REGIONS)[number];

const typesSchema = z.partialRecord(z.enum(PII_TYPES), z.boolean());

const policySchema = z.strictObject({
  /** A type that is absent is on; switching DIGITS off is the recorded reason for digits left standing. */
  types: typesSchema.default({}),
  /** Runs of this many digits go whatever they are; it may be lowered, never raised above seven. */
  minimumDigits: z.int().min(2).max(7).default(7),
  /** `label` writes `[CARD_NUMBER]`; `remove` writes `[REDACTED]`, which hides the type as well. */
  operator: z.enum(['label', 'remove']).default('label'),
  /** Whose ids are told apart; it refines labels and finds ids with letters, long numbers go in any case. */
  regions: z.array(z.enum(REGIONS)).default([...REGIONS]),
  /** Countries whose national phone numbers are recognised, ISO 3166 alpha-2; a label refinement only. */
  phoneRegions: z
    .array(z.string().regex(/^[A-Z]{2}$/))
    .min(1)
    .default(['US', 'GB']),
});

/** What to redact and how, as plain data. */
export type PiiPolicy = z.output<typeof policySchema>;

/**
 * Validates a policy read from configuration or a tenant's row and fills in the defaults.
 * @throws ZodError naming every field that is wrong
 */
export function parsePolicy(input: unknown): PiiPolicy {
  return policySchema.parse(input);
}

/** Everything on, labels, seven digits. */
export const DEFAULT_POLICY: PiiPolicy = parsePolicy({});

/** Whether findings of this type are redacted. */
export function isOn(policy: PiiPolicy, type: PiiType): boolean {
  return policy.types[type] ?? true;
}

/** What stands in the transcript instead of a finding. */
export function markFor(policy: PiiPolicy, type: PiiType): string {
  return policy.operator === 'remove' ? REMOVED_MARK : `[${type}]`;
}

/**
 * A mark stays even for `remove`: closing the gap would join the digits on either side into a number that
 * nobody spoke, and would hide from the reader that something is missing.
 */
export const REMOVED_MARK = '[REDACTED]';

/** SHA-256 (hex) over the policy and the version of the rules, to stamp results with. */
export function policyHash(policy: PiiPolicy): string {
  const types = PII_TYPES.map((type) => [type, isOn(policy, type)]);
  const { minimumDigits, operator, phoneRegions, regions } = policy;
  const canonical = JSON.stringify({
    RULES_VERSION,
    types,
    minimumDigits,
    operator,
    phoneRegions: [...phoneRegions].sort(),
    regions: [...regions].sort(),
  });
  return createHash('sha256').update(canonical).digest('hex');
}
