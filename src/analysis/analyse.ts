import { monotonicMs } from '../clock/clock.ts';
import { coerceError } from '../errors/coerce.ts';
import { CallmillError } from '../errors/error.ts';
import type { Segment } from '../transcript/segment.ts';
import type { AnalysisConfig } from './config/config.ts';
import { BUILT_IN_CONFIG } from './config/merge.ts';
import { withDeadline } from './deadline.ts';
import type { AnalysisInput } from './input.ts';
import type { LanguageModel } from './language-model.ts';
import { analyseWithModel } from './llm/analyse.ts';
import { PROMPT_VERSION } from './llm/system-prompt.ts';
import { isProofModel } from './proof-models.ts';
import { RULES_HERE, RULES_VERSION, type Rules } from './rules-analyser.ts';
import { type Analysis, type Findings, SCHEMA_VERSION } from './schema.ts';
import { qualityScore, sentimentLabel } from './scores.ts';

export interface AnalysisOptions {
  /** Null: no model is configured, the rules answer. */
  readonly languageModel: LanguageModel | null;
  /** Asked in this order when the model on this machine fails or is not there. Default none. */
  readonly endpoints?: readonly LanguageModel[];
  /** How long the model may take for each part of the call, retries included, before the rules answer instead. */
  readonly timeoutMs: number;
  /** The configuration could not be read: the built-in rules answer, and the row says so. */
  readonly configError?: CallmillError | null;
  /** Where the rules run; in this thread unless said: there a long call holds up the event loop. */
  readonly rules?: Rules;
}

/**
 * Analyses one call: by the language model when there is one and it answers usably in time, by rules otherwise.
 * A failing model never fails the call; its error code becomes `fallbackReason`.
 * @param input redacted segments only
 * @throws only the signal's reason, when aborted
 */
export async function analyseCall(
  input: AnalysisInput,
  { languageModel, endpoints = [], timeoutMs, configError = null, rules = RULES_HERE }: AnalysisOptions,
  signal: AbortSignal,
): Promise<Analysis> {
  signal.throwIfAborted();
  const started = monotonicMs();
  const config = input.config ?? BUILT_IN_CONFIG;
  const byRule = await rules.read(input);
  signal.throwIfAborted();
  if (configError !== null) return byRules(byRule, config, started, configError.code);
  const models = languageModel === null ? endpoints : [languageModel, ...endpoints];
  if (!isSpoken(input.segments)) return byRules(byRule, config, started, null);
  const asked: Asked = { input, config, rules, byRule, timeoutMs, started };
  let failure: string | null = null;
  for (const model of models) {
    try {
      return { ...(await byModel(model, asked, signal)), fallbackReason: failure };
    } catch (error) {
      signal.throwIfAborted();
      failure ??= coerceError(error, 'analyse').code;
    }
  }
  return byRules(byRule, config, started, failure);
}

/** Of a call without words there is nothing to ask a model. */
function isSpoken(segments: readonly Segment[]): boolean {
  return segments.some((segment) => segment.words.length > 0);
}

/** Whether an analysis of these segments will ask the model on this machine. */
export function asksModel(segments: readonly Segment[], languageModel: LanguageModel | null): boolean {
  return languageModel !== null && isSpoken(segments);
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

/** What every model in the chain is asked with. */
interface Asked {
  readonly input: AnalysisInput;
  readonly config: AnalysisConfig;
  readonly rules: Rules;
  readonly byRule: Findings;
  readonly timeoutMs: number;
  readonly started: number;
}

/** @throws CallmillError whatever the model throws; analysis_invalid when nothing of its answer can be proved */
async function byModel(
  model: LanguageModel,
  { input, config, rules, byRule, timeoutMs, started }: Asked,
  signal: AbortSignal,
): Promise<Analysis> {
  const info = await withDeadline(timeoutMs, signal, (inner) => model.info(inner));
  const answer = await analyseWithModel(input, byRule, model, timeoutMs, signal);
  // A proof model is not expected to make sense; of any other this is a failure.
  if (answer.provedClaims === 0 && !isProofModel(info)) {
    throw new CallmillError(
      'analysis_invalid',
      "Nothing in the language model's answer cited the transcript",
    );
  }
  const { findings, droppedClaims, parts, usage } = answer;
  const categories = await rules.categorise(input, findings.complianceFlags, findings.sentimentScore);
  return {
    ...scored({ ...findings, categories }, config),
    evaluatorType: 'llm',
    provider: model.endpoint ?? 'local',
    modelUsed: info.id,
    // Of a model elsewhere there is a name and nothing to prove it.
    modelSha256: model.endpoint === undefined ? info.sha256 : null,
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
