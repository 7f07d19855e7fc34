import type { Segment, SpeakerRole } from '../../transcript/segment.ts';
import { addressedRanges } from '../addressed.ts';
import type { Speaker } from '../config/config.ts';
import { quoteWords } from '../evidence.ts';
import { findMentions, type Mention } from '../orders/mentions.ts';
import type { Evidence } from '../outputs.ts';
import { readTokens, type Token } from '../tokens.ts';
import { findAny, type Phrase, type Span } from './phrase.ts';

/** One segment as the rules read it. A segment is the only sentence there is: transcripts have no full stops. */
export interface Line {
  readonly segment: Segment;
  /** Without what speaks to the analyser; see addressed.ts. */
  readonly tokens: readonly Token[];
  readonly role: SpeakerRole;
  /** What was withheld, as half-open ranges of words. */
  readonly withheld: readonly (readonly [from: number, to: number])[];
  /** Where it speaks of being judged; see felt.ts. */
  readonly mentions: readonly Mention[];
}

export interface Hit {
  readonly line: Line;
  readonly span: Span;
}

/** Words of context kept on each side of what a rule matched. */
const CONTEXT = 5;
/** Stands where words were withheld, so that no phrase is found across the gap. */
const GAP = '\u0000';

/** Segments that hold at least one word. */
export function readLines(segments: readonly Segment[]): readonly Line[] {
  return segments
    .map((segment) => {
      const all = readTokens(segment.words);
      const withheld = addressedRanges(all, segment.words.length);
      return {
        segment,
        tokens: without(all, withheld),
        role: segment.speakerRole,
        withheld,
        mentions: findMentions(all),
      };
    })
    .filter((line) => line.tokens.length > 0);
}

/** The line with everything that was said in it: misconduct is looked for everywhere. */
export function wholeWords(line: Line): Line {
  return line.withheld.length === 0 ? line : { ...line, tokens: readTokens(line.segment.words) };
}

function without(tokens: readonly Token[], ranges: Line['withheld']): readonly Token[] {
  if (ranges.length === 0) return tokens;
  const held = (word: number) => ranges.some(([from, to]) => word >= from && word < to);
  return tokens.map((token) => (held(token.word) ? { text: GAP, word: token.word } : token));
}

/** Lines that this party may have said: its own and those of unknown speakers. */
export function saidBy(lines: readonly Line[], party: 'agent' | 'customer'): readonly Line[] {
  return lines.filter((line) => line.role === party || line.role === 'unknown');
}

/** Lines that the speaker of a rule may have said. */
export function bySpeaker(lines: readonly Line[], speaker: Speaker): readonly Line[] {
  if (speaker === 'anyone') return lines;
  if (speaker !== 'service') return saidBy(lines, speaker);
  return lines.filter((line) => line.role !== 'customer');
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
