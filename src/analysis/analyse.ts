import { monotonicMs } from '../clock/clock.ts';
import { coerceError } from '../errors/coerce.ts';
import type { ModelInfo } from '../models/model.ts';
import type { Segment } from '../transcript/segment.ts';
import { withDeadline } from './deadline.ts';
import type { AnalysisInput } from './input.ts';
import type { LanguageModel } from './language-model.ts';
import { analyseWithModel, type ModelAnalysis } from './llm-analyser.ts';
import { PROMPT_VERSION } from './prompt.ts';
import { isProofModel } from './proof-models.ts';
import { analyseByRules, RULES_VERSION } from './rules-analyser.ts';
import { type Analysis, type Findings, SCHEMA_VERSION } from './schema.ts';
import { qualityScore, sentimentLabel } from './scores.ts';

export interface AnalysisOptions {
  /** Null: no model is configured, the rules answer. */
  readonly languageModel: LanguageModel | null;
  /** How long the model may take, retry included, before the rules answer instead. */
  readonly timeoutMs: number;
  /** Where the rules run, when not here and now: a long call would hold up the event loop. */
  readonly readByRules?: (input: AnalysisInput) => Promise<Findings>;
}

/**
 * Analyses one call: by the language model when there is one and it answers usably in time, by rules otherwise.
 * A failing model never fails the call; its error code becomes `fallbackReason`.
 * @param input redacted segments only
 * @throws only the signal's reason, when aborted
 */
export async function analyseCall(
  input: AnalysisInput,
  { languageModel, timeoutMs, readByRules }: AnalysisOptions,
  signal: AbortSignal,
): Promise<Analysis> {
  signal.throwIfAborted();
  const started = monotonicMs();
  const rules = (await readByRules?.(input)) ?? analyseByRules(input);
  if (languageModel === null || !asksModel(input.segments, languageModel))
    return byRules(rules, started, null);
  try {
    const answer = await withDeadline(timeoutMs, signal, async (inner) => ({
      info: await languageModel.info(inner),
      analysis: await analyseWithModel(input, languageModel, inner),
    }));
    return byModel(answer.info, answer.analysis, rules, started);
  } catch (error) {
    signal.throwIfAborted();
    return byRules(rules, started, coerceError(error, 'analyse').code);
  }
}

/** Whether an analysis of these segments will ask the model at all: of a call without words there is nothing to ask. */
export function asksModel(segments: readonly Segment[], languageModel: LanguageModel | null): boolean {
  return languageModel !== null && segments.some((segment) => segment.words.length > 0);
}

function byRules(rules: Findings, started: number, fallbackReason: string | null): Analysis {
  return {
    ...scored(rules),
    evaluatorType: 'rule_based',
    provider: 'rules',
    modelUsed: RULES_VERSION,
    modelSha256: null,
    promptVersion: RULES_VERSION,
    schemaVersion: SCHEMA_VERSION,
    inputTokens: 0,
    outputTokens: 0,
    latencyMs: since(started),
    fallbackReason,
    modelIsProof: false,
    truncatedInput: false,
    droppedClaims: 0,
  };
}

function byModel(info: ModelInfo, answer: ModelAnalysis, rules: Findings, started: number): Analysis {
  const { findings, droppedClaims, truncatedInput, inputTokens, outputTokens } = answer;
  // What was never said can be cited by nobody: presence and absence stay with the rules.
  const complianceFlags = [...rules.complianceFlags, ...findings.complianceFlags];
  return {
    ...scored({ ...findings, complianceFlags }),
    evaluatorType: 'llm',
    provider: 'local',
    modelUsed: info.id,
    modelSha256: info.sha256,
    promptVersion: PROMPT_VERSION,
    schemaVersion: SCHEMA_VERSION,
    inputTokens,
    outputTokens,
    latencyMs: since(started),
    fallbackReason: null,
    modelIsProof: isProofModel(info),
    truncatedInput,
    droppedClaims,
  };
}

/** Label and quality follow from the findings by the same formulas whoever made them. */
function scored(findings: Findings): Findings & Pick<Analysis, 'sentimentLabel' | 'qualityScore'> {
  return {
    ...findings,
    sentimentLabel: sentimentLabel(findings.sentimentScore),
    qualityScore: qualityScore(findings.performanceScores, findings.scoreImpacts),
  };
}

function since(started: number): number {
  return Math.round(monotonicMs() - started);
}
