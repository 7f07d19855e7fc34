/**
 * - `digits`: spoken or written, its value in `digits`
 * - `zero`: "oh", a digit when a digit is next to it
 * - `homophone`: "for", "to": a digit only inside a dictated run
 * - `symbol`: "at", "dot", or the character itself in `text`
 * - `filler`: bridged
 * - `label`: redacted before; never looked into again
 * - `word`: all else, single letters included
 */
export type AtomKind = 'digits' | 'zero' | 'homophone' | 'symbol' | 'filler' | 'label' | 'word';

/** The part a spoken number word plays before words are joined to a number. */
export type NumberPart = 'unit' | 'teen' | 'tens' | 'hundred' | 'thousand' | 'times';

/** The smallest thing a rule looks at, with the words it came from. */
export interface Atom {
  readonly kind: AtomKind;
  /** Lower case; for a symbol the character it stands for. */
  readonly text: string;
  /** The digits it stands for, '' when none. */
  readonly digits: string;
  readonly part: NumberPart | null;
  /** Places of its first and last word in the stream. */
  readonly first: number;
  readonly last: number;
  /** Spelled out in letters rather than written in figures or characters. */
  readonly spoken: boolean;
  /** Follows the atom before it without a space. */
  readonly glued: boolean;
}
