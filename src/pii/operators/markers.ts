import type { PiiType } from '../types.ts';
import type { Operand } from './operator.ts';

/** Numbers the different values of each type in the order they come up; one book for each call. */
export class MarkerBook {
  readonly #known = new Map<PiiType, string[]>();

  /** 1-based number of a value; a part of a name that is known ("maria" of "maria lopez") has the whole name's. */
  number({ type, value }: Operand): number {
    const values = this.#known.get(type) ?? [];
    this.#known.set(type, values);
    const known = values.findIndex(
      (other) => other === value || (type === 'PERSON' && isPartOf(value, other)),
    );
    if (known >= 0) return known + 1;
    values.push(value);
    return values.length;
  }

  /** `[PERSON_1]`: the same number wherever the same value is said in the call. */
  mark(operand: Operand): string {
    return `[${operand.type}_${Math.min(this.number(operand), MOST_NUMBERED)}]`;
  }
}

/** Marks hold at most four digits; values beyond share the last number rather than look like a long number. */
const MOST_NUMBERED = 9_999;

function isPartOf(value: string, whole: string): boolean {
  const words = new Set(whole.split(' '));
  return value.split(' ').every((word) => words.has(word));
}
