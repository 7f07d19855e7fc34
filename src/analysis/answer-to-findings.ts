import type { Answer } from './answer-schema.ts';
import { EvidenceCheck } from './evidence.ts';
import type { AnalysisInput } from './input.ts';
import { callLengthMs, quarterOf, quarterSpans } from './quarters.ts';
import type { Evidence, Findings, SpeakerSentiment } from './schema.ts';
import { sentimentLabel } from './scores.ts';

interface Cited {
  readonly segment: string;
  readonly quote: string;
}

/**
 * Keeps what the transcript supports: a claim whose segment or quote does not exist is dropped and counted.
 * What can be known without a model (absent phrases) is added by the caller.
 */
export function answerToFindings(
  answer: Answer,
  input: AnalysisInput,
): { findings: Findings; droppedClaims: number } {
  const check = new EvidenceCheck(input.segments);
  let droppedClaims = 0;
  const supported = <Claim extends Cited, Kept>(
    claims: readonly Claim[],
    keep: (claim: Claim, evidence: Evidence[]) => Kept | null,
  ): Kept[] =>
    claims.flatMap((claim) => {
      const evidence = check.verify(claim.segment, claim.quote);
      const kept = evidence === null ? null : keep(claim, [evidence]);
      if (kept === null) droppedClaims += 1;
      return kept === null ? [] : [kept];
    });

  const findings: Findings = {
    summary: answer.summary.trim() || 'The model gave no summary.',
    sentimentScore: answer.sentiment,
    topics: supported(answer.topics, ({ name }, evidence) => named(name, { name: name.trim(), evidence })),
    agentActions: supported(answer.agentActions, ({ action }, evidence) =>
      named(action, { action: action.trim(), evidence }),
    ),
    actionItems: supported(answer.actionItems, ({ what, who, byWhen }, evidence) =>
      named(what, { what: what.trim(), who, byWhen: byWhen.trim() || null, evidence }),
    ),
    complianceFlags: supported(answer.complianceFlags, ({ rule, severity, note }, evidence) =>
      named(rule.trim() && note, {
        rule: rule.trim(),
        status: 'violation',
        severity,
        note: note.trim(),
        source: 'model',
        evidence,
      }),
    ),
    performanceScores: onePerCriterion(
      supported(answer.rubric, ({ criterion, score, reason }, evidence) =>
        named(reason, { criterion, score, reason: reason.trim(), evidence }),
      ),
    ),
    scoreImpacts: supported(answer.impacts, ({ category, impact, reason }, evidence) =>
      named(reason, { category, impact, reason: reason.trim(), evidence }),
    ),
    coaching: supported(answer.coaching, ({ kind, note }, evidence) =>
      named(note, { kind, note: note.trim(), evidence }),
    ),
    sentimentBySpeaker: bySpeaker(answer, input),
    sentimentByQuarter: byQuarter(answer, input),
  };
  return { findings, droppedClaims };
}

/** A claim without words claims nothing. */
function named<Kept>(text: string, kept: Kept): Kept | null {
  return text.trim() === '' ? null : kept;
}

function onePerCriterion<Score extends { readonly criterion: string }>(scores: readonly Score[]): Score[] {
  return scores.filter(
    (score, at) => scores.findIndex((other) => other.criterion === score.criterion) === at,
  );
}

/** The transcript's speakers, each with the first score the model gave it; speakers it made up are ignored. */
function bySpeaker(answer: Answer, { segments }: AnalysisInput): SpeakerSentiment[] {
  const roles = new Map(segments.map((segment) => [segment.speakerLabel, segment.speakerRole]));
  return [...roles].flatMap(([speakerLabel, speakerRole]) => {
    const score = answer.speakers.find((entry) => entry.speaker.trim() === speakerLabel)?.sentiment;
    return score === undefined ? [] : [{ speakerLabel, speakerRole, score, label: sentimentLabel(score) }];
  });
}

function byQuarter(answer: Answer, { segments, durationMs }: AnalysisInput): Findings['sentimentByQuarter'] {
  const { first, second, third, fourth } = answer.quarters;
  const length = callLengthMs(segments, durationMs);
  const scores = [first, second, third, fourth];
  return quarterSpans(length).map((span) => {
    const spoken = segments.some(
      (segment) => segment.words.length > 0 && quarterOf(segment, length) === span.quarter - 1,
    );
    return { ...span, score: spoken ? (scores[span.quarter - 1] ?? null) : null };
  });
}
