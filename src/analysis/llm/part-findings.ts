import { EvidenceCheck } from '../evidence.ts';
import type { Evidence } from '../outputs.ts';
import type { Findings } from '../schema.ts';
import type { Answer } from './answer-schema.ts';
import { ClaimSheet } from './claims.ts';
import type { Part } from './plan.ts';

/** A sentence of a summary with the turn it rests on. */
export interface Sentence {
  readonly sentence: string;
  readonly evidence: Evidence;
}

/** −10…10 each. */
export interface SpeakerFeeling {
  readonly sentiment: number;
  readonly atStart: number;
  readonly atEnd: number;
}

/** What a model found in one part of a call; everything in it is proved or a score. */
export interface PartFindings
  extends Pick<
    Findings,
    | 'topics'
    | 'agentActions'
    | 'actionItems'
    | 'complianceFlags'
    | 'performanceScores'
    | 'scoreImpacts'
    | 'coaching'
  > {
  readonly part: Part;
  readonly sentences: readonly Sentence[];
  readonly sentiment: number;
  /** By speaker label. */
  readonly speakers: ReadonlyMap<string, SpeakerFeeling>;
  /** By quarter, 0…3. */
  readonly quarters: readonly number[];
  readonly ending: Evidence | null;
  readonly callback: Evidence | null;
  /** In the order of the questions; null where the model did not tell. */
  readonly yes: readonly (number | null)[];
  readonly droppedClaims: number;
}

/** The sheet of an answer: its citations may name only turns of this part. */
export function sheetOf(answer: Answer, part: Part): ClaimSheet {
  const segments = [...new Set(part.lines.map((line) => line.segment))];
  return new ClaimSheet(answer, new EvidenceCheck(segments));
}

/** The stored form of what an answer proved. */
export function partFindings(
  part: Part,
  answer: Answer,
  sheet: ClaimSheet,
  yes: readonly (number | null)[],
): PartFindings {
  const { first, second, third, fourth } = answer.quarters;
  return {
    part,
    sentences: sheet
      .kept('summary')
      .map(({ sentence, evidence }) => ({ sentence: sentence.trim(), evidence: evidence[0] })),
    sentiment: answer.sentiment,
    speakers: new Map(
      answer.speakers.toReversed().map(({ speaker, ...feeling }) => [speaker.trim(), feeling]),
    ),
    quarters: [first, second, third, fourth],
    topics: sheet.kept('topics').map(({ name, evidence }) => ({ name: name.trim(), evidence })),
    agentActions: sheet
      .kept('agentActions')
      .map(({ action, evidence }) => ({ action: action.trim(), evidence })),
    actionItems: sheet.kept('actionItems').map(({ what, who, byWhen, evidence }) => ({
      what: what.trim(),
      who,
      byWhen: byWhen.trim() || null,
      evidence,
    })),
    complianceFlags: sheet.kept('complianceFlags').map(({ rule, severity, note, evidence }) => ({
      rule: rule.trim(),
      severity,
      note: note.trim(),
      status: 'violation',
      source: 'model',
      probability: null,
      evidence,
    })),
    performanceScores: sheet.kept('performanceScores').map(({ criterion, score, reason, evidence }) => ({
      criterion,
      score,
      reason: reason.trim(),
      evidence,
    })),
    scoreImpacts: sheet.kept('scoreImpacts').map(({ category, impact, reason, evidence }) => ({
      category,
      impact,
      reason: reason.trim(),
      evidence,
    })),
    coaching: sheet
      .kept('coaching')
      .map(({ kind, note, evidence }) => ({ kind, note: note.trim(), evidence })),
    ending: sheet.verified(answer.ending),
    callback: sheet.verified(answer.callback),
    yes,
    droppedClaims: sheet.unproved.length,
  };
}
