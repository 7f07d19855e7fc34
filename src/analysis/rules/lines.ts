import type { Segment, SpeakerRole } from '../../transcript/segment.ts';
import { quoteWords } from '../evidence.ts';
import type { Evidence } from '../schema.ts';
import { readTokens, type Token } from '../tokens.ts';
import { findAny, type Phrase, type Span } from './phrase.ts';

/** One segment as the rules read it. A segment is the only sentence there is: transcripts have no full stops. */
export interface Line {
  readonly segment: Segment;
  readonly tokens: readonly Token[];
  readonly role: SpeakerRole;
}

export interface Hit {
  readonly line: Line;
  readonly span: Span;
}

/** Words of context kept on each side of what a rule matched. */
const CONTEXT = 5;

/** Segments that hold at least one word. */
export function readLines(segments: readonly Segment[]): readonly Line[] {
  return segments
    .map((segment) => ({ segment, tokens: readTokens(segment.words), role: segment.speakerRole }))
    .filter((line) => line.tokens.length > 0);
}

/** Lines that this party may have said: its own and those of unknown speakers. */
export function saidBy(lines: readonly Line[], party: 'agent' | 'customer'): readonly Line[] {
  return lines.filter((line) => line.role === party || line.role === 'unknown');
}

/** First match of any pattern in each line. */
export function findHits(lines: readonly Line[], patterns: readonly Phrase[]): readonly Hit[] {
  return lines.flatMap((line) => {
    const span = findAny(patterns, line.tokens);
    return span === null ? [] : [{ line, span }];
  });
}

/** What was matched, with a little context, as evidence; at most `limit` pieces. */
export function evidenceOf(hits: readonly Hit[], limit = 2): Evidence[] {
  return hits.slice(0, limit).flatMap(({ line, span }) => {
    const first = line.tokens[span.start]?.word ?? 0;
    const last = line.tokens[span.end - 1]?.word ?? first;
    const evidence = quoteWords(line.segment, Math.max(0, first - CONTEXT), last + CONTEXT);
    return evidence === null ? [] : [evidence];
  });
}

/** The whole line as evidence. */
export function wholeLine(line: Line): Evidence[] {
  const evidence = quoteWords(line.segment, 0, line.segment.words.length - 1);
  return evidence === null ? [] : [evidence];
}
