import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Segment, segmentText } from '../../transcript/segment.ts';
import { addressedWords } from '../addressed.ts';
import { callLengthMs, quarterOf } from '../quarters.ts';

/** Characters of one prompt line; a longer turn goes on in the next, under the same key. */
const MAX_LINE = 400;
const PIECE = new RegExp(`.{1,${MAX_LINE}}(?=\\s|$)|\\S{${MAX_LINE}}`, 'gu');
/** Segments read in one turn of the event loop. */
const AT_ONCE = 100;
const QUARTERS = ['first', 'second', 'third', 'last'] as const;
const WITHHELD = '(words to the reviewer)';

/** One turn of the transcript as the model reads it. */
export interface PromptLine {
  readonly segment: Segment;
  readonly text: string;
  /** 0…3 */
  readonly quarter: number;
}

/**
 * Segments → lines, labelled by segment key. A line begins with our label and ends with its only line break; the
 * fence's brackets cannot occur in the words, and words that speak to the reviewer are withheld. The event loop turns
 * after every hundred segments: three hours at once held it up for 80 ms (measured).
 */
export async function promptLines(
  segments: readonly Segment[],
  durationMs: number,
): Promise<readonly PromptLine[]> {
  const length = callLengthMs(segments, durationMs);
  const spoken = segments.filter((segment) => segment.words.length > 0);
  const lines: PromptLine[] = [];
  for (let from = 0; from < spoken.length; from += AT_ONCE) {
    if (from > 0) await nextTurn();
    lines.push(...spoken.slice(from, from + AT_ONCE).flatMap((segment) => linesOf(segment, length)));
  }
  return lines;
}

function linesOf(segment: Segment, callMs: number): PromptLine[] {
  const words = oneLine(segmentText(withoutAddressed(segment)));
  const quarter = quarterOf(segment, callMs);
  const label = `[${segment.key}] ${segment.speakerLabel} (${segment.speakerRole}):`;
  return pieces(words).map((piece) => ({ segment, text: `${label} ${piece}`, quarter }));
}

/** Text of a call or of a model that goes into a prompt as data: no fence, no line break, no control characters. */
export function oneLine(text: string): string {
  return text
    .replace(/[<>]/g, ' ')
    .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
}

function withoutAddressed(segment: Segment): Segment {
  const ranges = addressedWords(segment);
  if (ranges.length === 0) return segment;
  const words = segment.words.flatMap((word, at) => {
    const range = ranges.find(([from, to]) => at >= from && at < to);
    if (range === undefined) return [word];
    return at === range[0] ? [{ ...word, text: WITHHELD }] : [];
  });
  return { ...segment, words };
}

/** Cuts between words, so that one endless turn does not have to be left out as a whole. */
function pieces(words: string): string[] {
  return (words.match(PIECE) ?? []).map((part) => part.trim()).filter((part) => part !== '');
}

/** The lines between their fence. */
export function fenced(lines: readonly PromptLine[]): string {
  const body: string[] = [];
  let quarter = -1;
  for (const line of lines) {
    if (line.quarter !== quarter) body.push(`# ${QUARTERS[line.quarter]} quarter`);
    quarter = line.quarter;
    body.push(line.text);
  }
  return `<transcript>\n${body.join('\n')}\n</transcript>`;
}
