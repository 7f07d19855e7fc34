import { atomise } from './atomise.ts';
import { spokenValue } from './operators/spoken-value.ts';
import { type Automaton, buildAutomaton } from './patterns/automaton.ts';
import { parsePattern } from './patterns/parse.ts';
import { searchAll } from './patterns/search.ts';
import { PhraseFinder } from './phrases.ts';
import type { PiiPolicy } from './policy.ts';
import type { Reading } from './reading.ts';
import { lowerBound } from './search.ts';
import type { Hit, PiiType } from './types.ts';

/** Numbers of a deny list are looked for inside longer ones; shorter ones only as whole words. */
const FEWEST_DIGITS = 4;

interface OwnPattern {
  readonly name: string;
  readonly type: PiiType;
  readonly automaton: Automaton;
}

/** A policy's own lists, made ready for searching. */
interface Lists {
  readonly allowed: ReadonlySet<string>;
  readonly denied: PhraseFinder<true>;
  readonly deniedDigits: readonly string[];
  readonly patterns: readonly OwnPattern[];
}

const READY = new WeakMap<PiiPolicy, Lists>();

function listsOf(policy: PiiPolicy): Lists {
  const known = READY.get(policy);
  if (known !== undefined) return known;
  const values = policy.deny.map((entry) => spokenValue(entry.split(/\s+/)));
  const lists: Lists = {
    allowed: new Set(policy.allow.map((entry) => spokenValue(entry.split(/\s+/)))),
    denied: new PhraseFinder(policy.deny.map((entry): [string, true] => [phraseOf(entry), true])),
    deniedDigits: values.filter((value) => /^\d+$/.test(value) && value.length >= FEWEST_DIGITS),
    patterns: policy.patterns.map(({ name, type, pattern }) => ({
      name,
      type,
      automaton: buildAutomaton(parsePattern(pattern), true),
    })),
  };
  READY.set(policy, lists);
  return lists;
}

/** An entry in the tokens of speech, so that case and punctuation do not matter. */
function phraseOf(entry: string): string {
  const words = entry.split(/\s+/).map((text, word) => ({ text, segment: 0, word, atMs: 0, untilMs: 0 }));
  return atomise(words)
    .map(({ text }) => text)
    .join(' ');
}

/** Whether a tenant wants these words left standing. */
export function isAllowed(policy: PiiPolicy, words: readonly string[]): boolean {
  return policy.allow.length > 0 && listsOf(policy).allowed.has(spokenValue(words));
}

/** What the deny list and the tenant's own patterns find in one speaker's words. */
export function listHits(reading: Reading, policy: PiiPolicy): Hit[] {
  if (policy.deny.length + policy.patterns.length === 0) return [];
  const { denied, deniedDigits, patterns } = listsOf(policy);
  const deny = { type: 'CUSTOM', score: 1, ruleId: 'deny-list' } as const;
  return [
    ...denied.find(reading.atoms).map(({ first, last }): Hit => ({ ...deny, first, last })),
    ...reading.runs
      .filter(({ digits }) => deniedDigits.some((value) => digits.includes(value)))
      .map(({ first, last }): Hit => ({ ...deny, first, last })),
    ...patterns.flatMap((pattern) => patternHits(reading, pattern)),
  ];
}

function patternHits({ stream }: Reading, { name, type, automaton }: OwnPattern): Hit[] {
  const starts: number[] = [];
  let text = '';
  for (const word of stream.words) {
    starts.push(text.length);
    text += `${word.text} `;
  }
  const wordAt = (offset: number): number => lowerBound(starts, offset + 1, (start) => start) - 1;
  return searchAll(automaton, text).map(({ from, to }) => ({
    type,
    score: 0.9,
    ruleId: `pattern:${name}`,
    first: wordAt(from),
    last: wordAt(to - 1),
  }));
}
