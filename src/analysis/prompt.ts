import { createHash } from 'node:crypto';
import { type Segment, segmentText } from '../transcript/segment.ts';
import { answerJsonSchema } from './answer-schema.ts';
import { CALL_ANALYSIS_PROMPT, RETRY_NOTE } from './prompts/call-analysis.ts';
import { callLengthMs, quarterOf } from './quarters.ts';

export const SYSTEM_PROMPT = CALL_ANALYSIS_PROMPT;

/** Changes whenever the prompt, the retry note or the answer's schema changes: `call-analysis@` and 12 hex digits. */
export const PROMPT_VERSION = `call-analysis@${createHash('sha256')
  .update(CALL_ANALYSIS_PROMPT)
  .update('\0')
  .update(RETRY_NOTE)
  .update('\0')
  .update(JSON.stringify(answerJsonSchema))
  .digest('hex')
  .slice(0, 12)}`;

/** Characters of one prompt line; a longer turn goes on in the next, under the same key. */
const MAX_LINE = 400;
const PIECE = new RegExp(`.{1,${MAX_LINE}}(?=\\s|$)|\\S{${MAX_LINE}}`, 'g');
const QUARTERS = ['first', 'second', 'third', 'last'] as const;

/** One turn of the transcript as the model reads it. */
export interface PromptLine {
  readonly text: string;
  /** 0…3 */
  readonly quarter: number;
}

/** Segments → lines, labelled by segment key; the fence's own brackets cannot occur in the words. */
export function promptLines(segments: readonly Segment[], durationMs: number): readonly PromptLine[] {
  const length = callLengthMs(segments, durationMs);
  return segments
    .filter((segment) => segment.words.length > 0)
    .flatMap((segment) => {
      const words = segmentText(segment).replace(/[<>]/g, ' ').replace(/\s+/g, ' ').trim();
      const quarter = quarterOf(segment, length);
      const label = `[${segment.key}] ${segment.speakerLabel} (${segment.speakerRole}):`;
      return pieces(words).map((piece) => ({ text: `${label} ${piece}`, quarter }));
    });
}

/** Cuts between words, so that one endless turn does not have to be left out as a whole. */
function pieces(words: string): string[] {
  return (words.match(PIECE) ?? []).map((part) => part.trim());
}

/**
 * The user's part: the fenced transcript. `null` stands for turns that were left out.
 * @param retry adds the firmer instruction after the fence
 */
export function userPrompt(lines: readonly (PromptLine | null)[], retry: boolean): string {
  const body: string[] = [];
  let quarter = -1;
  for (const line of lines) {
    if (line === null) {
      body.push('(turns left out here)');
      continue;
    }
    if (line.quarter !== quarter) body.push(`# ${QUARTERS[line.quarter]} quarter`);
    quarter = line.quarter;
    body.push(line.text);
  }
  const fenced = `<transcript>\n${body.join('\n')}\n</transcript>`;
  return retry ? `${fenced}\n${RETRY_NOTE}` : fenced;
}
