import { accountRules } from './accounts.ts';
import { cardRule } from './card.ts';
import { commonwealthRules } from './commonwealth.ts';
import { cuedNumberRules } from './cued-numbers.ts';
import { europeanRules } from './europe.ts';
import type { NumberRule } from './number-rule.ts';
import { phoneRule } from './phone.ts';
import { thingRules } from './things.ts';
import { ukRules } from './uk.ts';
import { usRules } from './us.ts';

/** Every kind of number; the order breaks ties. */
export const NUMBER_RULES: readonly NumberRule[] = [
  cardRule,
  phoneRule,
  ...cuedNumberRules,
  ...accountRules,
  ...usRules,
  ...ukRules,
  ...europeanRules,
  ...commonwealthRules,
  ...thingRules,
];
