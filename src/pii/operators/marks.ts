import { PII_TYPES } from '../types.ts';
import { hmac } from './hmac.ts';
import { label } from './label.ts';
import { MarkerBook } from './markers.ts';
import { mask } from './mask.ts';
import type { Operand, OperatorChoice, OperatorContext } from './operator.ts';
import { REMOVED_MARK } from './remove.ts';
import { surrogate } from './surrogate.ts';
import { type SealedValue, Vault } from './vault.ts';

/** Writes the marks of one call: it knows which values have come up before. */
export class MarkWriter {
  readonly #context: OperatorContext;
  readonly #markers = new MarkerBook();
  readonly #vault: Vault;

  constructor(context: OperatorContext = {}) {
    this.#context = context;
    this.#vault = new Vault(context.vaultKey);
  }

  /** What was put away so far. */
  get sealed(): readonly SealedValue[] {
    return this.#vault.sealed;
  }

  /**
   * What stands in the text instead of a finding; null leaves it as it is.
   * @throws CallmillError policy_invalid when an operator lacks its key
   */
  mark(operand: Operand, operator: OperatorChoice): string | null {
    if (typeof operator !== 'string') return mask(operand, operator.mask);
    switch (operator) {
      case 'label':
        return label(operand);
      case 'marker':
        return this.#markers.mark(operand);
      case 'remove':
        return REMOVED_MARK;
      case 'hmac':
        return hmac(operand, this.#context.hmacKey);
      case 'vault':
        return this.#vault.mark(operand);
      case 'surrogate':
        return surrogate(operand, this.#markers.number(operand));
      case 'keep':
        return null;
    }
  }
}

/** Every mark: a type, then a number, at most four digits, or letters. More digits than that are no mark. */
const MARK = new RegExp(
  `^(?:REDACTED|(?:${PII_TYPES.join('|')})(?:_\\d{1,4}|:\\*\\d{0,4}|:[a-z]{1,64}(?:-[a-z]{1,64}){0,8})?)$`,
);

/** Whether the text between brackets is a mark that a redaction left. */
export function isMark(inside: string): boolean {
  return MARK.test(inside);
}
