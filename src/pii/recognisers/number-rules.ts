import { cardRule } from './card.ts';
import { cuedNumberRules } from './cued-numbers.ts';
import type { NumberRule } from './number-rule.ts';
import { phoneRule } from './phone.ts';

/** Every kind of number; the order breaks ties. */
export const NUMBER_RULES: readonly NumberRule[] = [cardRule, phoneRule, ...cuedNumberRules];
