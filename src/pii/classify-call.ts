import type { Segment } from '../transcript/segment.ts';
import type { ClassifiedSpan, EntityClassifier, SpansBySegment } from './classifier.ts';
import { lowerBound } from './search.ts';
import { type Stream, type StreamWord, speakerStreams } from './stream.ts';
import { isLabel } from './tokens.ts';

/** Said while the other goes on talking: such words alone do not end a turn, or they would cut a name in two. */
const REMARKS: ReadonlySet<string> = new Set(
  'mmhmm mhm mm mmm hmm hm uhhuh uh um ah oh okay ok yes yeah yep right sure fine good great alright i see'.split(
    ' ',
  ),
);

/** A run of one speaker's words, ended where somebody else took the floor. */
interface Turn {
  readonly stream: number;
  readonly words: readonly StreamWord[];
}

/**
 * What a classifier finds in a call, by segment: it is given turns in the order begun, whoever speaks. Where segments
 * are cut plays no part, only who says which word when.
 * @throws CallmillError whatever the classifier throws: whoever demanded it must not redact without it
 */
export async function classifyCall(
  segments: readonly Segment[],
  classifier: EntityClassifier,
  signal?: AbortSignal,
): Promise<SpansBySegment> {
  const turns = turnsOf(speakerStreams(segments));
  const found = await classifier.classify(
    turns.map(({ words }) => words.map(({ text }) => text)),
    signal,
  );
  const spans: ClassifiedSpan[][] = segments.map(() => []);
  for (const [index, { words }] of turns.entries()) {
    for (const span of found[index] ?? []) {
      for (const part of partsOf(words.slice(span.first, span.last + 1))) {
        spans[part[0].segment]?.push({ ...span, first: part[0].word, last: part[0].word + part.length - 1 });
      }
    }
  }
  return spans;
}

/** The stretches of a span that lie in one segment each and hold no mark of what was redacted before. */
function partsOf(words: readonly StreamWord[]): [StreamWord, ...StreamWord[]][] {
  const parts: [StreamWord, ...StreamWord[]][] = [];
  let before: StreamWord | null = null;
  for (const word of words) {
    const mark = isLabel(word.text);
    if (!mark && before?.segment === word.segment) parts.at(-1)?.push(word);
    else if (!mark) parts.push([word]);
    before = mark ? null : word;
  }
  return parts;
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
  return starts.map((first, index) => ({ stream, words: words.slice(first, starts[index + 1]) }));
}

function isRemark(text: string): boolean {
  return REMARKS.has(text.toLowerCase().replace(/[^\p{L}]+/gu, ''));
}

function startOf({ words }: Turn): number {
  return words[0]?.atMs ?? 0;
}
