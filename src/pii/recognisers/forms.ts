import type { PiiPolicy } from '../policy.ts';
import type { NumberRule } from './number-rule.ts';
import { LONGEST_FORM } from './number-rule.ts';
import { NUMBER_RULES } from './number-rules.ts';

/** Rules with a form, by how many characters it may have: few are tried for any one value. */
const BY_LENGTH: readonly (readonly NumberRule[])[] = Array.from({ length: LONGEST_FORM + 1 }, (_, length) =>
  NUMBER_RULES.filter(
    ({ form }) => form !== undefined && form.lengths[0] <= length && length <= form.lengths[1],
  ),
);

/** A rule whose form a value has. */
export interface FormMatch {
  readonly rule: NumberRule;
  readonly score: number;
}

/**
 * The rules whose form and check digits a value satisfies.
 * @param value letters in capitals and digits, no separators
 * @param groups how many characters each written part had; null leaves the grouping out of account
 */
export function formsOf(
  value: string,
  policy: PiiPolicy,
  groups: readonly number[] | null = null,
): readonly FormMatch[] {
  const candidates = BY_LENGTH[value.length] ?? [];
  if (candidates.length === 0) return [];
  const written = groups?.join('-');
  return candidates.flatMap((rule): FormMatch[] => {
    const { form, region } = rule;
    if (form === undefined || !form.pattern.test(value) || form.isValid?.(value) === false) return [];
    if (region !== undefined && !policy.regions.includes(region)) return [];
    if (written !== undefined && form.groups !== undefined && !form.groups.includes(written)) return [];
    return [{ rule, score: form.score }];
  });
}
