import type { Selectable } from 'kysely';
import { z } from 'zod';
import {
  ActionItem,
  AgentAction,
  type Analysis,
  Callback,
  CallCategory,
  CoachingNote,
  ComplianceFlag,
  Resolution,
  SCHEMA_VERSION,
  Topic,
} from '../../analysis/schema.ts';
import type { AnalysisTable } from '../../database/schema.ts';
import { CallmillError } from '../../errors/error.ts';
import type { SpeakerMetrics } from '../../speakers/metrics.ts';
import { clockTime } from '../output.ts';
import { wrap } from './transcript.ts';

const Outcome = z.object({ resolution: Resolution, callback: Callback });

/** What a page shows of an analysis; an {@link Analysis} fits, and so does a stored row ({@link analysisOfRow}). */
export type AnalysisView = Pick<
  Analysis,
  | 'summary'
  | 'sentimentLabel'
  | 'sentimentScore'
  | 'qualityScore'
  | 'topics'
  | 'agentActions'
  | 'actionItems'
  | 'complianceFlags'
  | 'coaching'
  | 'categories'
  | 'droppedClaims'
  | 'parts'
  | 'evaluatorType'
  | 'fallbackReason'
  | 'outputTokens'
  | 'modelIsProof'
> & {
  readonly modelUsed: string | null;
  /** Null in rows of schema version 1. */
  readonly resolution: Analysis['resolution'] | null;
  readonly callback: Analysis['callback'] | null;
};

/**
 * The stored row as the page needs it.
 *
 * @throws CallmillError schema_unknown when a newer callmill wrote it
 */
export function analysisOfRow(row: Selectable<AnalysisTable>): AnalysisView {
  if (!(Number(row.schema_version) <= Number(SCHEMA_VERSION))) {
    throw new CallmillError(
      'schema_unknown',
      `The analysis has schema version ${row.schema_version}; this callmill reads ${SCHEMA_VERSION}`,
    );
  }
  const outcome = row.outcome === null ? null : Outcome.parse(JSON.parse(row.outcome));
  return {
    summary: row.summary,
    sentimentLabel: row.sentiment_label,
    sentimentScore: row.sentiment_score,
    qualityScore: row.quality_score,
    topics: z.array(Topic).parse(JSON.parse(row.topics)),
    agentActions: z.array(AgentAction).parse(JSON.parse(row.agent_actions)),
    actionItems: z.array(ActionItem).parse(JSON.parse(row.action_items)),
    complianceFlags: z.array(ComplianceFlag).parse(JSON.parse(row.compliance_flags)),
    coaching: z.array(CoachingNote).parse(JSON.parse(row.coaching)),
    categories: z.array(CallCategory).parse(JSON.parse(row.call_categories ?? '[]')),
    resolution: outcome?.resolution ?? null,
    callback: outcome?.callback ?? null,
    droppedClaims: row.dropped_claims,
    parts: row.parts,
    evaluatorType: row.evaluator_type,
    fallbackReason: row.fallback_reason,
    outputTokens: row.output_tokens,
    modelIsProof: row.model_is_generated === 1,
    modelUsed: row.model_used,
  };
}

/** The analysis as a person reads it; every claim with the place in the call it rests on. */
export function renderAnalysis(analysis: AnalysisView, metrics: SpeakerMetrics): string {
  const lines = [...wrap(analysis.summary, 86).map((line) => `  ${line}`), ''];
  const fact = (name: string, value: string): void => {
    if (value !== '') lines.push(`  ${name.padEnd(11)} ${value}`);
  };
  const quality = analysis.qualityScore === null ? '' : `, quality ${analysis.qualityScore} of 100`;
  fact(
    'sentiment',
    `${analysis.sentimentLabel.replace('_', ' ')} (${signed(analysis.sentimentScore)})${quality}`,
  );
  fact('topics', analysis.topics.map((topic) => `${topic.name}${at(topic)}`).join(', '));
  fact('actions', analysis.agentActions.map((item) => `${item.action}${at(item)}`).join(', '));
  for (const item of analysis.actionItems) {
    fact(
      'to do',
      `${item.who}: ${item.what}${item.byWhen === null || item.what.includes(item.byWhen) ? '' : `, ${item.byWhen}`}${at(item)}`,
    );
  }
  fact('kinds', analysis.categories.map((item) => `${item.name}${at(item)}`).join(', '));
  if (analysis.resolution !== null) {
    fact('outcome', `${analysis.resolution.status}${likely(analysis.resolution)}${at(analysis.resolution)}`);
  }
  if (analysis.callback?.needed === true) {
    fact('call back', `needed${likely(analysis.callback)}${at(analysis.callback)}`);
  }
  for (const flag of analysis.complianceFlags) fact('compliance', `${flag.rule} ${flag.status}${at(flag)}`);
  for (const note of analysis.coaching) fact('coaching', `${note.note}${at(note)}`);
  fact('talk', talk(metrics));
  fact('by', author(analysis));
  return lines.join('\n');
}

/** ` [1:05]`, the first place that supports a claim. */
function at(claim: { readonly evidence: readonly { readonly startMs: number }[] }): string {
  const [first] = claim.evidence;
  return first === undefined ? '' : ` [${clockTime(first.startMs)}]`;
}

/** What the model thought of it, where one was asked. */
function likely({ probability }: { readonly probability: number | null }): string {
  return probability === null ? '' : ` (the model says yes at ${percent(probability)})`;
}

function signed(score: number): string {
  return score > 0 ? `+${score}` : String(score);
}

function talk({ speakers, silenceShare }: SpeakerMetrics): string {
  const parts = speakers.map((speaker) => {
    const who = speaker.speakerRole === 'unknown' ? speaker.speakerLabel : speaker.speakerRole;
    return `${who} ${percent(speaker.talkShare)} at ${Math.round(speaker.wordsPerMinute)} words a minute`;
  });
  return [...parts, `silence ${percent(silenceShare)}`].join(', ');
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function author(analysis: AnalysisView): string {
  if (analysis.evaluatorType === 'rule_based') {
    const { fallbackReason } = analysis;
    return `rules (${fallbackReason === null ? 'no language model is configured' : `the model failed: ${fallbackReason}`})`;
  }
  const proof = analysis.modelIsProof ? '; a toy model that proves the path and cannot analyse a call' : '';
  const parts = analysis.parts > 1 ? ` in ${analysis.parts} parts` : '';
  const dropped = analysis.droppedClaims > 0 ? `, ${analysis.droppedClaims} unproved claims left out` : '';
  return `${analysis.modelUsed}, ${analysis.outputTokens} tokens${parts}${dropped}${proof}`;
}
