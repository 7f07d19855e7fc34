import type { Token } from '../tokens.ts';
import { findAny, phrases, type Span } from './phrase.ts';

const DAYS = 'monday|tuesday|wednesday|thursday|friday|saturday|sunday';
const UNITS = 'minutes|minute|hours|hour|days|day|weeks|week|months|month';
const COUNT = 'one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|twenty|thirty|forty';

/** Longer patterns first: among matches at the same place the first wins. */
const TIMES = phrases(
  `within|in * ${COUNT} to ${COUNT} working|business ${UNITS}`,
  `within|in * ${COUNT} to ${COUNT} ${UNITS}`,
  `within|in * ${COUNT} working|business ${UNITS}`,
  `within|in the next ${COUNT} ${UNITS}`,
  `within|in ${COUNT} * ${UNITS}`,
  `${COUNT} to ${COUNT} working|business ${UNITS}`,
  `within|in an|a|the ${UNITS}`,
  'by|before the end of the day|week|month',
  'by|before end of day|week|month',
  'end of the day|week|month',
  `by|on|before|until|this|next ${DAYS}`,
  'tomorrow morning|afternoon|evening',
  'this|later|next week|month|morning|afternoon|evening|today',
  'straight|right away',
  'as soon as possible',
  `by today|tomorrow|tonight|noon|${DAYS}`,
  `tomorrow|today|tonight|shortly|immediately|${DAYS}`,
);

/** The first time expression at or after token `from`. */
export function findWhen(tokens: readonly Token[], from: number): Span | null {
  return findAny(TIMES, tokens, from);
}
