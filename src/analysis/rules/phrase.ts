import type { Token } from '../tokens.ts';

/** How many words a lone `*` may stand for. */
const GAP = 3;

/** Groups multiply: two of eight alternatives each are sixty-four forms, more than any rule needs. */
const MOST_FORMS = 64;

/**
 * A phrase pattern: words with single spaces, written out ("i will", not "i'll").
 * `a|b` either word · `(do not|never)` any of several words each · `charg*` any ending · a lone `*` up to three words of
 * anything, or none.
 */
export interface Phrase {
  readonly source: string;
  /** One for every way through its groups; tried in their order. */
  readonly forms: readonly Form[];
}

/** The words and the stems of which one must stand in this place. */
interface Choice {
  readonly whole: ReadonlySet<string>;
  readonly stems: readonly string[];
}
type Slot = 'gap' | Choice;
type Form = readonly Slot[];

export interface Span {
  /** Token indexes, `end` exclusive. */
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a pattern; see {@link Phrase} for the language.
 *
 * @throws TypeError for an empty pattern, one that begins or ends with a gap, a bracket without its other one, an empty choice, a
 *   choice beside a bracket, and more than 64 ways through its brackets
 */
export function phrase(source: string): Phrase {
  const forms = formsOf(source).map((words) => words.map(readSlot));
  return { source, forms };
}

/** The most gaps that one way through a pattern has. */
export function gapsOf({ forms }: Phrase): number {
  return Math.max(...forms.map((form) => form.filter((slot) => slot === 'gap').length));
}

/** Several patterns at once. */
export function phrases(...sources: readonly string[]): readonly Phrase[] {
  return sources.map(phrase);
}

/** Where a match that begins at token `at` ends (exclusive), or −1. */
export function matchesAt(pattern: Phrase, tokens: readonly Token[], at: number): number {
  for (const form of pattern.forms) {
    const end = matchAt(form, 0, tokens, at);
    if (end !== -1) return end;
  }
  return -1;
}

/** The earliest match of any of the patterns; of several at one place that of the first pattern. */
export function findAny(patterns: readonly Phrase[], tokens: readonly Token[], from = 0): Span | null {
  for (let start = from; start < tokens.length; start += 1) {
    for (const pattern of beginningWith(patterns, tokens[start]?.text ?? '')) {
      const end = matchesAt(pattern, tokens, start);
      if (end !== -1) return { start, end };
    }
  }
  return null;
}

interface Index {
  /** First word → patterns, in their order; filled as words are met. */
  readonly byWord: Map<string, readonly Phrase[]>;
  readonly stems: boolean;
  readonly words: ReadonlySet<string>;
}

const NONE: readonly Phrase[] = [];
/** Different first words kept per list of patterns. */
const WORDS_KEPT = 20_000;
const indexes = new WeakMap<readonly Phrase[], Index>();

/**
 * The patterns of a list that can begin with a word. Nearly all words begin none: looking them up first reads a call three
 * times as fast as trying each pattern in each place (500 generated calls: 0.84 s instead of 2.56 s of processor time).
 */
export function beginningWith(patterns: readonly Phrase[], word: string): readonly Phrase[] {
  let index = indexes.get(patterns);
  if (index === undefined) {
    const heads = patterns.flatMap(headsOf);
    index = {
      byWord: new Map(),
      stems: heads.some((head) => head.stems.length > 0),
      words: new Set(heads.flatMap((head) => [...head.whole])),
    };
    indexes.set(patterns, index);
  }
  if (!index.stems && !index.words.has(word)) return NONE;
  let own = index.byWord.get(word);
  if (own === undefined) {
    own = patterns.filter((pattern) => headsOf(pattern).some((head) => holds(head, word)));
    if (index.byWord.size >= WORDS_KEPT) index.byWord.clear();
    index.byWord.set(word, own);
  }
  return own;
}

/** What its forms may begin with. */
function headsOf({ forms }: Phrase): Choice[] {
  return forms.flatMap(([head]) => (head === undefined || head === 'gap' ? [] : [head]));
}

function holds({ whole, stems }: Choice, text: string): boolean {
  return whole.has(text) || stems.some((stem) => text.startsWith(stem));
}

/** Every way through the groups of a pattern, as lists of its words. */
function formsOf(source: string): readonly (readonly string[])[] {
  let forms: readonly (readonly string[])[] = [[]];
  for (const part of source.match(/\([^()]*\)|[^\s()]+|[()]/g) ?? []) {
    const group = part.startsWith('(') && part.endsWith(')');
    const ways = (group ? part.slice(1, -1).split('|') : [part]).map((way) => way.trim().split(/\s+/));
    if (/^[()]$|^\||\|$|\|\|/.test(part) || ways.some(([first]) => first === '')) {
      throw new TypeError(`A bracket holds phrases with | between them, not beside it: "${source}"`);
    }
    forms = forms.flatMap((form) => ways.map((way) => [...form, ...way]));
    if (forms.length > MOST_FORMS) throw new TypeError(`Too many choices of several words: "${source}"`);
  }
  if (forms.some((form) => form.length === 0 || form.at(0) === '*' || form.at(-1) === '*')) {
    throw new TypeError(`A phrase needs a word at both ends: "${source}"`);
  }
  return forms;
}

function readSlot(word: string): Slot {
  if (word === '*') return 'gap';
  const choices = word.split('|');
  const whole = new Set(choices.filter((choice) => !choice.endsWith('*')));
  const stems = choices.filter((choice) => choice.endsWith('*')).map((choice) => choice.slice(0, -1));
  return { whole, stems };
}

/** End of the match of `slots[slot…]` at token `at`, or −1. At most 4^gaps paths: patterns hold one or two. */
function matchAt(slots: Form, slot: number, tokens: readonly Token[], at: number): number {
  const current = slots[slot];
  if (current === undefined) return at;
  if (current !== 'gap') {
    const token = tokens[at];
    return token !== undefined && holds(current, token.text) ? matchAt(slots, slot + 1, tokens, at + 1) : -1;
  }
  for (let skip = 0; skip <= GAP; skip += 1) {
    const end = matchAt(slots, slot + 1, tokens, at + skip);
    if (end !== -1) return end;
  }
  return -1;
}
