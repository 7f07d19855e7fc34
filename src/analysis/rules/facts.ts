import type { CallFigures } from '../input.ts';
import { callLengthMs, quarterOf } from '../quarters.ts';
import type { ActionRule } from './action-rules.ts';
import { type FoundAction, findActions } from './actions.ts';
import { countedHits, feltLines } from './felt.ts';
import { findHits, type Hit, type Line, saidBy } from './lines.ts';
import { phrases } from './phrase.ts';
import { callSentiment } from './sentiment.ts';

const SETTLED = phrases(
  'that is|has all|been * sorted|resolved|done|fixed|set',
  'that is sorted|resolved|done|fixed|set',
  'all sorted|done|set|fixed|resolved',
  'taken care of',
  'it|that is working',
  'it|that works now',
  'works|working now|again|perfectly|fine',
  'solve*|resolve*|fixed * problem|issue',
  'that is|sounds great|perfect|brilliant|fantastic|wonderful|lovely',
  'that is everything|all i needed',
);
const UNSETTLED = phrases(
  'still not|broken|waiting|no',
  'does|did|do not help|helped',
  'nothing i|we|you can do',
  'can not * help you',
  'unable to help you',
  'i want|speak|talk|demand * manager|supervisor',
  'call|ring back again|later',
  'taking|take my business elsewhere',
);

/** What the rubric, the impacts and the coaching notes are judged from: gathered once. */
export interface Facts {
  readonly lines: readonly Line[];
  readonly actions: readonly FoundAction[];
  readonly figures: CallFigures;
  /** Measured, or to the last word; 0 when neither is known. */
  readonly durationMs: number;
  /** −10…10 in the first and the last part of the call; null when nobody but the agent spoke there. */
  readonly customerAtStart: number | null;
  readonly customerAtEnd: number | null;
  readonly settled: readonly Hit[];
  readonly unsettled: readonly Hit[];
}

/** Gathers the facts; the customer's first and second half are compared, quarters would hold too few words. */
export function gatherFacts(
  lines: readonly Line[],
  figures: CallFigures,
  durationMs: number,
  actions: readonly ActionRule[],
): Facts {
  const customer = feltLines(lines).filter((line) => line.role === 'customer' || line.role === 'unknown');
  const length = callLengthMs(
    lines.map((line) => line.segment),
    durationMs,
  );
  const half = (late: boolean) => customer.filter((line) => quarterOf(line.segment, length) > 1 === late);
  const settled = findHits(lines, SETTLED);
  const unsettled = findHits(saidBy(lines, 'customer'), UNSETTLED);
  const onTheMatter = [...settled, ...unsettled];
  return {
    lines,
    actions: findActions(lines, actions),
    figures,
    durationMs: length,
    customerAtStart: feeling(half(false)),
    customerAtEnd: feeling(half(true)),
    settled: countedHits(settled, onTheMatter),
    unsettled: countedHits(unsettled, onTheMatter),
  };
}

function feeling(lines: readonly Line[]): number | null {
  return lines.length === 0 ? null : callSentiment(lines);
}
