import type { EntityClassifier } from './classifier.ts';
import { lowerBound } from './search.ts';
import type { Stream, StreamWord } from './stream.ts';
import { isLabel } from './tokens.ts';
import type { Hit } from './types.ts';

/** Said while the other goes on talking: such words alone do not end a turn, or they would cut a name in two. */
const REMARKS: ReadonlySet<string> = new Set(
  'mmhmm mhm mm mmm hmm hm uhhuh uh um ah oh okay ok yes yeah yep right sure fine good great alright i see'.split(
    ' ',
  ),
);

/** A run of one speaker's words, ended where somebody else took the floor. */
interface Turn {
  /** Which stream, and where in it the turn begins. */
  readonly stream: number;
  readonly first: number;
  readonly words: readonly StreamWord[];
}

/**
 * What a classifier finds in a call, as hits of each stream: turns in the order begun, whoever speaks. Where segments
 * are cut plays no part, only who says which word when.
 * @param streams the speakers' streams, see `speakerStreams`
 * @throws CallmillError whatever the classifier throws: nothing may be redacted without it once it is demanded
 */
export async function classifyStreams(
  streams: readonly Stream[],
  classifier: EntityClassifier,
  signal?: AbortSignal,
): Promise<Hit[][]> {
  const turns = turnsOf(streams);
  const found = await classifier.classify(
    turns.map(({ words }) => words.map(({ text }) => text)),
    signal,
  );
  const hits: Hit[][] = streams.map(() => []);
  for (const [index, { stream, first, words }] of turns.entries()) {
    for (const { type, score, rule, start, end } of found[index] ?? []) {
      for (const [from, until] of unmarked(words, start, end)) {
        hits[stream]?.push({ type, score, ruleId: rule, first: first + from, last: first + until - 1 });
      }
    }
  }
  return hits;
}

function turnsOf(streams: readonly Stream[]): Turn[] {
  const said = streams.map(({ words }) => words.filter(({ text }) => !isRemark(text)));
  const times = said.flat().map(({ atMs }) => atMs);
  times.sort((a, b) => a - b);
  return streams
    .flatMap((stream, index) => cut(stream, index, said[index] ?? [], times))
    .sort((a, b) => startOf(a) - startOf(b) || a.stream - b.stream);
}

/**
 * @param own the stream's words that are no remarks
 * @param times of everybody's words that are no remarks, in order
 */
function cut(
  { words }: Stream,
  stream: number,
  own: readonly StreamWord[],
  times: readonly number[],
): Turn[] {
  const othersBefore = words.map(
    ({ atMs }) => lowerBound(times, atMs, (time) => time) - lowerBound(own, atMs, (word) => word.atMs),
  );
  const starts = words.flatMap((_, place) => {
    const between = (othersBefore[place] ?? 0) - (othersBefore[place - 1] ?? 0);
    return place === 0 || between > 0 ? [place] : [];
  });
  return starts.map((first, index) => ({ stream, first, words: words.slice(first, starts[index + 1]) }));
}

/** A span without the marks of what was redacted before: those are not redacted again, nor joined into one. */
function unmarked(
  words: readonly StreamWord[],
  start: number,
  end: number,
): (readonly [from: number, until: number])[] {
  const marks = words.slice(start, end).flatMap(({ text }, place) => (isLabel(text) ? [start + place] : []));
  return [...marks, end].flatMap((until, index) => {
    const from = index === 0 ? start : (marks[index - 1] ?? 0) + 1;
    return from < until ? [[from, until] as const] : [];
  });
}

function isRemark(text: string): boolean {
  return REMARKS.has(text.toLowerCase().replace(/[^\p{L}]+/gu, ''));
}

function startOf({ words }: Turn): number {
  return words[0]?.atMs ?? 0;
}
