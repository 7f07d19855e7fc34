import {
  ANY,
  type CharSet,
  complement,
  DIGITS,
  ignoringCase,
  type Range,
  SPACE,
  union,
  WORD,
} from './charset.ts';

/** A pattern as a tree. */
export type Node =
  | { readonly kind: 'set'; readonly set: CharSet }
  | { readonly kind: 'sequence'; readonly parts: readonly Node[] }
  | { readonly kind: 'choice'; readonly parts: readonly Node[] }
  | { readonly kind: 'repeat'; readonly part: Node; readonly min: number; readonly max: number | null };

/** Why a pattern cannot be read; the message is for the policy's author. */
export class PatternError extends Error {}

/** A bounded repetition is written out so many times. */
const MOST_REPEATS = 100;

const CLASSES: Readonly<Record<string, CharSet>> = {
  d: DIGITS,
  D: complement(DIGITS),
  w: WORD,
  W: complement(WORD),
  s: SPACE,
  S: complement(SPACE),
};
const CONTROLS: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13 };

/**
 * Reads the subset of regular expressions that a finite automaton can do: characters, classes, `.`, groups, `|` and
 * repetition. Matching ignores case and covers whole words, so anchors mean nothing and are refused with the rest:
 * look-around and references to groups.
 * @throws PatternError
 */
export function parsePattern(source: string): Node {
  const reader = new Reader(source);
  const node = reader.choice();
  if (!reader.isAtEnd) throw new PatternError('a closing bracket has no opening one');
  return node;
}

class Reader {
  readonly #points: readonly string[];
  #at = 0;

  constructor(source: string) {
    this.#points = Array.from(source);
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#points.length;
  }

  choice(): Node {
    const parts = [this.#sequence()];
    while (this.#take('|')) parts.push(this.#sequence());
    return parts.length === 1 ? (parts[0] as Node) : { kind: 'choice', parts };
  }

  #sequence(): Node {
    const parts: Node[] = [];
    while (!this.isAtEnd && this.#peek() !== '|' && this.#peek() !== ')') parts.push(this.#repeated());
    return { kind: 'sequence', parts };
  }

  #repeated(): Node {
    let node = this.#atom();
    for (let bounds = this.#bounds(); bounds !== null; bounds = this.#bounds()) {
      // lazy or greedy makes no difference to what is covered
      this.#take('?');
      node = { kind: 'repeat', part: node, ...bounds };
    }
    return node;
  }

  #bounds(): { min: number; max: number | null } | null {
    if (this.#take('*')) return { min: 0, max: null };
    if (this.#take('+')) return { min: 1, max: null };
    if (this.#take('?')) return { min: 0, max: 1 };
    if (this.#peek() !== '{') return null;
    const rest = this.#points.slice(this.#at, this.#at + 12).join('');
    const match = /^\{(\d{1,4})(,(\d{1,4})?)?\}/.exec(rest);
    if (match === null) throw new PatternError('a brace that is no repetition must be escaped');
    this.#at += match[0].length;
    const min = Number(match[1]);
    const max = match[2] === undefined ? min : match[3] === undefined ? null : Number(match[3]);
    if (min > MOST_REPEATS || (max ?? 0) > MOST_REPEATS)
      throw new PatternError('a repetition goes beyond 100');
    if (max !== null && max < min) throw new PatternError('a repetition ends before it begins');
    return { min, max };
  }

  #atom(): Node {
    const point = this.#next();
    switch (point) {
      case '(':
        return this.#group();
      case '[':
        return { kind: 'set', set: ignoringCase(this.#class()) };
      case '.':
        return { kind: 'set', set: ANY };
      case '\\':
        return { kind: 'set', set: ignoringCase(this.#escaped()) };
      case '^':
      case '$':
        throw new PatternError('anchors are not supported: a pattern matches whole words anyhow');
      case '*':
      case '+':
      case '?':
      case '{':
        throw new PatternError('a repetition has nothing to repeat');
      default:
        return { kind: 'set', set: ignoringCase(single(point)) };
    }
  }

  #group(): Node {
    if (this.#take('?') && !this.#take(':'))
      throw new PatternError('only plain groups and (?: ) are supported');
    const node = this.choice();
    if (!this.#take(')')) throw new PatternError('a group is not closed');
    return node;
  }

  #escaped(): CharSet {
    const point = this.#next();
    const known = CLASSES[point];
    if (known !== undefined) return known;
    const control = CONTROLS[point];
    if (control !== undefined) return [[control, control]];
    if (/[\p{L}\p{N}]/u.test(point)) throw new PatternError(`\\${point} is not supported`);
    return single(point);
  }

  #class(): CharSet {
    const negated = this.#take('^');
    const ranges: Range[] = [];
    while (!this.#take(']')) {
      const from = this.#classPart();
      if (this.#peek() === '-' && this.#points[this.#at + 1] !== ']') {
        this.#at += 1;
        ranges.push(rangeOf(from, this.#classPart()));
      } else ranges.push(...from);
    }
    return negated ? complement(ignoringCase(union(ranges))) : union(ranges);
  }

  #classPart(): CharSet {
    const point = this.#next();
    return point === '\\' ? this.#escaped() : single(point);
  }

  #peek(): string | undefined {
    return this.#points[this.#at];
  }

  #take(point: string): boolean {
    if (this.#peek() !== point) return false;
    this.#at += 1;
    return true;
  }

  #next(): string {
    const point = this.#points[this.#at];
    if (point === undefined) throw new PatternError('the pattern ends too early');
    this.#at += 1;
    return point;
  }
}

function single(point: string): CharSet {
  const code = point.codePointAt(0) ?? 0;
  return [[code, code]];
}

function rangeOf(from: CharSet, to: CharSet): Range {
  const [first, last] = [from[0]?.[0] ?? 0, to[0]?.[0] ?? 0];
  const isPair =
    from.length === 1 && to.length === 1 && from[0]?.[0] === from[0]?.[1] && to[0]?.[0] === to[0]?.[1];
  if (!isPair || last < first) throw new PatternError('a range in a class runs backwards');
  return [first, last];
}
