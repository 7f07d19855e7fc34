import { createHash } from 'node:crypto';
import { isOn, operatorOf, type PiiPolicy, thresholdOf } from './policy.ts';
import { PII_TYPES } from './types.ts';

/** Raise it whenever a rule changes what is found: results stamped with another hash are stale. */
export const RULES_VERSION = 4;

/** SHA-256 (hex) over what a policy decides and the version of the rules, to stamp results with. */
export function policyHash(policy: PiiPolicy): string {
  const { version, minimumDigits, regions, languages, phoneRegions, speakers, allow, deny, patterns } =
    policy;
  const canonical = JSON.stringify({
    rules: RULES_VERSION,
    version,
    types: PII_TYPES.map((type) => [
      type,
      isOn(policy, type),
      thresholdOf(policy, type),
      operatorOf(policy, type),
    ]),
    minimumDigits,
    regions: [...regions].sort(),
    languages: [...languages].sort(),
    phoneRegions: [...phoneRegions].sort(),
    speakers: Object.entries(speakers)
      .map(([role, types]) => [role, Object.entries(types).sort()])
      .sort(),
    allow: [...allow].sort(),
    deny: [...deny].sort(),
    patterns: patterns.map(({ name, pattern, type }) => [name, pattern, type]),
  });
  return createHash('sha256').update(canonical).digest('hex');
}
