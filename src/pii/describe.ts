import { NUMBER_RULES } from './recognisers/number-rules.ts';
import type { TypeDescription } from './recognisers/recogniser.ts';
import { RECOGNISERS } from './recognisers/registry.ts';

/** Types that no rule of its own finds. */
const BY_OTHERS: readonly TypeDescription[] = [
  {
    type: 'ORGANISATION',
    rule: 'ner:organisation',
    example: { written: 'Acme Widgets Ltd', spoken: 'acme widgets limited' },
    validator: 'the classifier alone',
  },
  {
    type: 'LOCATION',
    rule: 'ner:location',
    example: { written: 'near Wolverhampton', spoken: 'near wolverhampton' },
    validator: 'the classifier alone',
  },
  {
    type: 'CUSTOM',
    rule: 'deny-list, pattern:NAME',
    example: { written: "the tenant's own values", spoken: 'the same, said' },
    validator: 'the deny list and patterns of the policy',
  },
];

/** Every rule with the type it names, an example and what it checks; each type at least once. */
export function descriptions(): readonly TypeDescription[] {
  const numbers = NUMBER_RULES.map(({ id, type, example, validator }): TypeDescription => {
    const line = { type, rule: id, example };
    return validator === undefined ? line : { ...line, validator };
  });
  return [...numbers, ...RECOGNISERS.flatMap(({ describes }) => describes), ...BY_OTHERS];
}
