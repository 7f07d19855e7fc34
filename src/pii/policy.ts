import { z } from 'zod';
import { CallmillError } from '../errors/error.ts';
import type { SpeakerRole } from '../transcript/segment.ts';
import { type OperatorChoice, operatorSchema } from './operators/operator.ts';
import { checkPattern } from './patterns/check.ts';
import { type Finding, PII_TYPES, type PiiType } from './types.ts';

/** Where numbers come from whose forms the rules know; the European Union stands for its members. */
export const REGIONS = ['UK', 'US', 'EU', 'AU', 'CA', 'IN'] as const;

export type Region = (typeof REGIONS)[number];

/** Languages whose spoken forms the rules know; numbers in figures are found in any. */
const LANGUAGES = ['en'] as const;

const MOST_ENTRIES = 2_000;
const LONGEST_ENTRY = 200;
const entry = z.string().trim().min(2).max(LONGEST_ENTRY);

const typeRuleSchema = z.union([
  z.boolean(),
  z.strictObject({
    redact: z.boolean().default(true),
    /** Findings of a lower score are left standing, unless they are long numbers. */
    threshold: z.number().min(0).max(1).default(0),
    operator: operatorSchema.optional(),
  }),
]);

const patternSchema = z.strictObject({
  /** What the audit calls its findings. */
  name: z.string().regex(/^[a-z\d][a-z\d-]{0,39}$/),
  pattern: z
    .string()
    .min(1)
    .max(500)
    .superRefine((source, context) => {
      const problem = checkPattern(source);
      if (problem !== null) context.addIssue({ code: 'custom', message: problem });
    }),
  type: z.enum(PII_TYPES).default('CUSTOM'),
});

const policySchema = z
  .strictObject({
    /** Of this form of a policy. */
    version: z.literal(1).default(1),
    /** A type that is absent is on; switching DIGITS off is the recorded reason for digits left standing. */
    types: z.partialRecord(z.enum(PII_TYPES), typeRuleSchema).default({}),
    /** Runs of this many digits go whatever they are; it may be lowered, never raised above seven. */
    minimumDigits: z.int().min(2).max(7).default(7),
    /** For every type that names no other. Keeping everything is no redaction: `keep` is for single types. */
    operator: operatorSchema.refine((operator) => operator !== 'keep').default('label'),
    /** Whose ids are told apart; it refines labels and finds ids with letters, long numbers go in any case. */
    regions: z.array(z.enum(REGIONS)).default([...REGIONS]),
    languages: z
      .array(z.enum(LANGUAGES))
      .min(1)
      .default([...LANGUAGES]),
    /** Countries whose national phone numbers are recognised, ISO 3166 alpha-2; a label refinement only. */
    phoneRegions: z
      .array(z.string().regex(/^[A-Z]{2}$/))
      .min(1)
      .default(['US', 'GB']),
    /** Types switched off for one side: `{ "agent": { "PERSON": false } }` leaves the names that agents say. */
    speakers: z
      .partialRecord(
        z.enum(['agent', 'customer', 'ivr', 'unknown']),
        z.partialRecord(z.enum(PII_TYPES), z.boolean()),
      )
      .default({}),
    /** Values left standing wherever they are said, such as the company's own name and hotline. */
    allow: z.array(entry).max(MOST_ENTRIES).default([]),
    /** Values hidden wherever they are said. */
    deny: z.array(entry).max(MOST_ENTRIES).default([]),
    /** The tenant's own; in a subset of regular expressions that is searched in linear time. */
    patterns: z.array(patternSchema).max(50).default([]),
  })
  .refine(({ types }) => typeof types.DIGITS !== 'object' || types.DIGITS.threshold === 0, {
    path: ['types', 'DIGITS'],
    message: 'long numbers have no threshold: switch DIGITS off to leave them',
  })
  .refine(({ speakers }) => Object.values(speakers).every((rules) => rules.DIGITS !== false), {
    path: ['speakers'],
    message: 'long numbers go for every speaker or for none',
  });

/** What to redact and how, as plain data. */
export type PiiPolicy = z.output<typeof policySchema>;

/**
 * Validates a policy read from configuration or a tenant's row and fills in the defaults. An unknown type is an error:
 * a slip in a name must not leave standing what somebody meant to hide.
 * @throws CallmillError policy_invalid naming every field that is wrong
 */
export function parsePolicy(input: unknown): PiiPolicy {
  const result = policySchema.safeParse(input);
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'policy'}: ${message}`,
  );
  throw new CallmillError('policy_invalid', `The redaction policy has errors:\n${problems.join('\n')}`);
}

/** Everything on, labels, seven digits. */
export const DEFAULT_POLICY: PiiPolicy = parsePolicy({});

/** Whether findings of this type are redacted at all. */
export function isOn(policy: PiiPolicy, type: PiiType): boolean {
  const rule = policy.types[type];
  return typeof rule === 'object' ? rule.redact : (rule ?? true);
}

/** Whether one side's findings of this type are redacted. */
export function isOnFor(policy: PiiPolicy, role: SpeakerRole, type: PiiType): boolean {
  return isOn(policy, type) && (policy.speakers[role]?.[type] ?? true);
}

/** The score from which findings of this type count. */
export function thresholdOf(policy: PiiPolicy, type: PiiType): number {
  const rule = policy.types[type];
  return typeof rule === 'object' ? rule.threshold : 0;
}

/** What becomes of a finding of this type. */
export function operatorOf(policy: PiiPolicy, type: PiiType): OperatorChoice {
  const rule = policy.types[type];
  return (typeof rule === 'object' ? rule.operator : undefined) ?? policy.operator;
}

/**
 * What becomes of a finding. It is left standing only when every hit in it may be: a name that may stay must not keep
 * a card number that was found over it. Digits that nothing else names do not count, they are in every number.
 */
export function operatorFor(
  policy: PiiPolicy,
  { type, types, isAllowed }: Pick<Finding, 'type' | 'types' | 'isAllowed'>,
): OperatorChoice {
  if (isAllowed) return 'keep';
  const own = operatorOf(policy, type);
  if (own !== 'keep') return own;
  const hidden = types.find((other) => other !== 'DIGITS' && operatorOf(policy, other) !== 'keep');
  return hidden === undefined ? 'keep' : operatorOf(policy, hidden);
}
