import { z } from 'zod';
import { Analysis, Callback, FINDINGS, Resolution } from './schema.ts';

/** How Laravel casts a column. */
export type Cast = 'string' | 'integer' | 'float' | 'boolean' | 'array';

/** One column of `ai_call_analyses` that an analysis fills. */
export interface AnalysisColumn {
  readonly column: string;
  readonly cast: Cast;
  readonly schema: z.ZodType;
  readonly help: string;
}

const column = (name: string, cast: Cast, schema: z.ZodType, help: string): AnalysisColumn => ({
  column: name,
  cast,
  schema,
  help,
});

const { shape } = Analysis;

/**
 * The columns in the order of the documentation: docs/analysis-schema.md, the casts of the Eloquent model and the list
 * of JSON columns are made from this.
 */
export const ANALYSIS_COLUMNS: readonly AnalysisColumn[] = [
  column('summary', 'string', shape.summary, 'Why the call was made, what was done, how it ended.'),
  column('summary_evidence', 'array', FINDINGS.summaryEvidence, 'The turns the summary rests on.'),
  column('sentiment_label', 'string', shape.sentimentLabel, 'The score in words.'),
  column('sentiment_score', 'float', shape.sentimentScore, 'The customer, −10 to 10.'),
  column(
    'sentiment_change',
    'float',
    shape.sentimentChange,
    'From the first quarter with speech to the last.',
  ),
  column(
    'sentiment_by_speaker',
    'array',
    shape.sentimentBySpeaker,
    'Each speaker, with the change between halves.',
  ),
  column(
    'sentiment_by_quarter',
    'array',
    shape.sentimentByQuarter,
    'Each quarter, with the change against the one before.',
  ),
  column('quality_score', 'float', shape.qualityScore, '0 to 100 by the formula of docs/analysis.md.'),
  column('topics', 'array', FINDINGS.topics, 'What the call was about.'),
  column('agent_actions', 'array', FINDINGS.agentActions, 'What the agent did.'),
  column('action_items', 'array', FINDINGS.actionItems, 'What is left to do: who, what, by when.'),
  column('compliance_flags', 'array', FINDINGS.complianceFlags, 'Rules kept, missed and broken.'),
  column('performance_scores', 'array', FINDINGS.performanceScores, 'The rubric.'),
  column('score_impacts', 'array', FINDINGS.scoreImpacts, 'Single moments that moved the quality score.'),
  column('coaching', 'array', FINDINGS.coaching, 'Notes to the agent.'),
  column('call_categories', 'array', FINDINGS.categories, 'Kinds of call, absences among them.'),
  column('resolution', 'string', Resolution.shape.status, 'Whether the matter was settled by the end.'),
  column('callback_needed', 'boolean', Callback.shape.needed, 'Whether somebody is to call back.'),
  column(
    'outcome',
    'array',
    z.strictObject({ resolution: Resolution, callback: Callback }),
    'The same two with their evidence and probability.',
  ),
  column('evaluator_type', 'string', shape.evaluatorType, 'Who judged.'),
  column('provider', 'string', shape.provider, '`local`, `rules`, or the name of an endpoint.'),
  column('model_used', 'string', shape.modelUsed, 'Its id, or the version of the rules.'),
  column('model_sha256', 'string', shape.modelSha256, 'Of its files.'),
  column(
    'model_is_generated',
    'boolean',
    shape.modelIsProof,
    'A toy that proves the path and judges nothing.',
  ),
  column('prompt_version', 'string', shape.promptVersion, 'Hash of prompts, tasks and schema.'),
  column('schema_version', 'string', shape.schemaVersion, 'Of this page.'),
  column('config_hash', 'string', shape.configHash, "Of the client's configuration as merged."),
  column('fallback_reason', 'string', shape.fallbackReason, 'The error code that made the rules answer.'),
  column('input_tokens', 'integer', shape.inputTokens, 'Prompts of all requests.'),
  column('evaluated_tokens', 'integer', shape.evaluatedTokens, 'Of these, what the model had to read anew.'),
  column('output_tokens', 'integer', shape.outputTokens, 'Answers of all requests.'),
  column('latency_ms', 'integer', shape.latencyMs, 'Wall time of the analysis.'),
  column('first_token_ms', 'integer', shape.firstTokenMs, 'Until the first token of the first answer.'),
  column('tokens_per_second', 'float', shape.tokensPerSecond, 'Written after the first token.'),
  column('parts', 'integer', shape.parts, 'Parts the transcript was read in; 0 without a model.'),
  column('dropped_claims', 'integer', shape.droppedClaims, 'Claims that cited nothing real, twice.'),
];
