import { BUILT_IN_CONFIG } from '../config/merge.ts';
import { withDeadline } from '../deadline.ts';
import type { AnalysisInput } from '../input.ts';
import type { LanguageModel } from '../language-model.ts';
import type { Findings } from '../schema.ts';
import { digest } from './digest.ts';
import { joinFeelings } from './join-feelings.ts';
import { joinLists } from './join-parts.ts';
import type { PartFindings, Sentence } from './part-findings.ts';
import { planParts } from './plan.ts';
import { type Reading, readParts } from './read-parts.ts';
import { systemPrompt } from './system-prompt.ts';
import { Usage } from './usage.ts';
import { callbackOf, checklistOf, complianceOf, resolutionOf } from './verdicts.ts';

/** What a model's analysis leaves to the rules: categories follow from all findings together. */
export type ModelFindings = Omit<Findings, 'categories'>;

export interface ModelAnalysis {
  readonly findings: ModelFindings;
  /** Claims and sentences that a turn proves. */
  readonly provedClaims: number;
  readonly droppedClaims: number;
  readonly parts: number;
  readonly usage: Usage;
}

/** Longer summaries say less; the rules' are of this length too. */
const SUMMARY_SENTENCES = 4;

/**
 * Has a model read a call: whole when it fits the context, else part by part (map), then one summary of all parts and
 * one list of each kind of finding (reduce). Every finding keeps the turn that proves it.
 *
 * @param input redacted segments: nothing else reaches the model
 * @param byRules what the rules found: presence, absence and the fallback for what the model could not prove
 * @param timeoutMs for each part and each round of the summary
 * @throws CallmillError analysis_invalid (two unusable answers), model_unusable (context too small), engine_timeout, and
 *   whatever {@link LanguageModel} throws; the signal's reason when aborted
 */
export async function analyseWithModel(
  input: AnalysisInput,
  byRules: Findings,
  model: LanguageModel,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<ModelAnalysis> {
  const config = input.config ?? BUILT_IN_CONFIG;
  const system = systemPrompt(config);
  const plan = await withDeadline(timeoutMs, signal, (inner) => planParts(input, system, model, inner));
  const usage = new Usage();
  const reading: Reading = { system, config, plan, model, usage };
  const parts: PartFindings[] = [];
  const side = Math.max(1, Math.floor(model.parallel));
  for (let at = 0; at < plan.parts.length; at += side) {
    const batch = plan.parts.slice(at, at + side);
    const read = await withDeadline(timeoutMs * batch.length, signal, (inner) =>
      readParts(batch, reading, inner),
    );
    parts.push(...read);
  }
  const sentences = await withDeadline(
    timeoutMs * Math.max(1, Math.ceil(parts.length / 4)),
    signal,
    (inner) =>
      digest(
        parts.map((part) => part.sentences),
        reading,
        inner,
      ),
  );
  return {
    findings: findingsOf(input, parts, sentences, byRules),
    provedClaims: parts.reduce((sum, part) => sum + proved(part), 0),
    droppedClaims: parts.reduce((sum, part) => sum + part.droppedClaims, 0),
    parts: parts.length,
    usage,
  };
}

function findingsOf(
  input: AnalysisInput,
  parts: readonly PartFindings[],
  sentences: readonly Sentence[],
  byRules: Findings,
): ModelFindings {
  const config = input.config ?? BUILT_IN_CONFIG;
  const checklist = checklistOf(config, parts);
  const lists = joinLists(parts);
  const chosen = sentences.slice(0, SUMMARY_SENTENCES);
  // A summary that no turn supports is no summary: the rules' extract stands in.
  const summary =
    chosen.length === 0
      ? { summary: byRules.summary, summaryEvidence: byRules.summaryEvidence }
      : {
          summary: chosen.map((given) => given.sentence).join(' '),
          summaryEvidence: chosen.map((given) => given.evidence),
        };
  return {
    ...summary,
    ...lists,
    ...joinFeelings(parts, input),
    complianceFlags: complianceOf(config, checklist, lists.complianceFlags, byRules.complianceFlags),
    resolution: resolutionOf(checklist.resolved, parts, byRules.resolution),
    callback: callbackOf(checklist.callback, parts, byRules.callback),
  };
}

function proved({
  sentences,
  topics,
  agentActions,
  actionItems,
  performanceScores,
  ...part
}: PartFindings): number {
  const { scoreImpacts, coaching, complianceFlags } = part;
  const lists = [
    topics,
    agentActions,
    actionItems,
    performanceScores,
    scoreImpacts,
    coaching,
    complianceFlags,
  ];
  return sentences.length + lists.reduce((sum, list) => sum + list.length, 0);
}
