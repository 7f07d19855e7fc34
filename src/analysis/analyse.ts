import { monotonicMs } from '../clock/clock.ts';
import { coerceError } from '../errors/coerce.ts';
import { CallmillError } from '../errors/error.ts';
import type { ModelInfo } from '../models/model.ts';
import type { AnalysisConfig } from './config/config.ts';
import { BUILT_IN_CONFIG } from './config/merge.ts';
import { withDeadline } from './deadline.ts';
import type { AnalysisInput } from './input.ts';
import type { LanguageModel } from './language-model.ts';
import { analyseWithModel, type ModelAnalysis } from './llm/analyse.ts';
import { PROMPT_VERSION } from './llm/system-prompt.ts';
import { isProofModel } from './proof-models.ts';
import { analyseByRulesGently, categorise, RULES_VERSION } from './rules-analyser.ts';
import { type Analysis, type Findings, SCHEMA_VERSION } from './schema.ts';
import { qualityScore, sentimentLabel } from './scores.ts';

export interface AnalysisOptions {
  /** Null: no model is configured, the rules answer. */
  readonly languageModel: LanguageModel | null;
  /** How long the model may take for each part of the call, retries included, before the rules answer instead. */
  readonly timeoutMs: number;
  /** The configuration could not be read: the built-in rules answer, and the row says so. */
  readonly configError?: CallmillError | null;
}

/**
 * Analyses one call: by the language model when there is one and it answers usably in time, by rules otherwise.
 * A failing model never fails the call; its error code becomes `fallbackReason`.
 * @param input redacted segments only
 * @throws only the signal's reason, when aborted
 */
export async function analyseCall(
  input: AnalysisInput,
  { languageModel, timeoutMs, configError = null }: AnalysisOptions,
  signal: AbortSignal,
): Promise<Analysis> {
  signal.throwIfAborted();
  const started = monotonicMs();
  const config = input.config ?? BUILT_IN_CONFIG;
  const rules = await analyseByRulesGently(input);
  signal.throwIfAborted();
  const spoken = input.segments.some((segment) => segment.words.length > 0);
  if (configError !== null) return byRules(rules, config, started, configError.code);
  if (languageModel === null || !spoken) return byRules(rules, config, started, null);
  try {
    const info = await withDeadline(timeoutMs, signal, (inner) => languageModel.info(inner));
    const answer = await analyseWithModel(input, rules, languageModel, timeoutMs, signal);
    // A proof model is not expected to make sense; of any other this is a failure.
    if (answer.provedClaims === 0 && !isProofModel(info)) {
      throw new CallmillError(
        'analysis_invalid',
        "Nothing in the language model's answer cited the transcript",
      );
    }
    return byModel(info, answer, input, config, started);
  } catch (error) {
    signal.throwIfAborted();
    return byRules(rules, config, started, coerceError(error, 'analyse').code);
  }
}

function byRules(
  rules: Findings,
  config: AnalysisConfig,
  started: number,
  fallbackReason: string | null,
): Analysis {
  return {
    ...scored(rules, config),
    evaluatorType: 'rule_based',
    provider: 'rules',
    modelUsed: RULES_VERSION,
    modelSha256: null,
    promptVersion: RULES_VERSION,
    schemaVersion: SCHEMA_VERSION,
    configHash: config.hash,
    inputTokens: 0,
    evaluatedTokens: 0,
    outputTokens: 0,
    latencyMs: since(started),
    firstTokenMs: null,
    tokensPerSecond: null,
    parts: 0,
    fallbackReason,
    modelIsProof: false,
    droppedClaims: 0,
  };
}

function byModel(
  info: ModelInfo,
  { findings, droppedClaims, parts, usage }: ModelAnalysis,
  input: AnalysisInput,
  config: AnalysisConfig,
  started: number,
): Analysis {
  const categories = categorise(input, findings.complianceFlags, findings.sentimentScore);
  return {
    ...scored({ ...findings, categories }, config),
    evaluatorType: 'llm',
    provider: 'local',
    modelUsed: info.id,
    modelSha256: info.sha256,
    promptVersion: PROMPT_VERSION,
    schemaVersion: SCHEMA_VERSION,
    configHash: config.hash,
    inputTokens: usage.inputTokens,
    evaluatedTokens: usage.evaluatedTokens,
    outputTokens: usage.outputTokens,
    latencyMs: since(started),
    firstTokenMs: usage.firstTokenMs === null ? null : Math.round(usage.firstTokenMs),
    tokensPerSecond: usage.tokensPerSecond,
    parts,
    fallbackReason: null,
    modelIsProof: isProofModel(info),
    droppedClaims,
  };
}

/** Label and quality follow from the findings by the same formulas whoever made them. */
function scored(
  findings: Findings,
  { rubric }: AnalysisConfig,
): Findings & Pick<Analysis, 'sentimentLabel' | 'qualityScore'> {
  const weights = new Map(rubric.map(({ criterion, weight }) => [criterion, weight]));
  return {
    ...findings,
    sentimentLabel: sentimentLabel(findings.sentimentScore),
    qualityScore: qualityScore(
      findings.performanceScores,
      findings.scoreImpacts,
      (criterion) => weights.get(criterion) ?? 1,
    ),
  };
}

function since(started: number): number {
  return Math.round(monotonicMs() - started);
}
