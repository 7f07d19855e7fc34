import { sql } from 'kysely';
import type { Connection } from '../database/connect.ts';
import type { CallAnalysis } from '../pipeline/result.ts';

/** Replaces the analysis of a recording; an earlier run's row goes. */
export async function replaceAnalysis(
  connection: Connection,
  recordingId: number,
  result: CallAnalysis,
): Promise<void> {
  const { analysis } = result;
  await connection.deleteFrom('ai_call_analyses').where('recording_id', '=', recordingId).execute();
  await connection
    .insertInto('ai_call_analyses')
    .values({
      recording_id: recordingId,
      summary: analysis.summary,
      sentiment_label: analysis.sentimentLabel,
      sentiment_score: analysis.sentimentScore,
      quality_score: analysis.qualityScore,
      topics: JSON.stringify(analysis.topics),
      agent_actions: JSON.stringify(analysis.agentActions),
      action_items: JSON.stringify(analysis.actionItems),
      compliance_flags: JSON.stringify(analysis.complianceFlags),
      performance_scores: JSON.stringify(analysis.performanceScores),
      score_impacts: JSON.stringify(analysis.scoreImpacts),
      coaching: JSON.stringify(analysis.coaching),
      speaker_metrics: JSON.stringify(result.metrics),
      sentiment_by_speaker: JSON.stringify(analysis.sentimentBySpeaker),
      sentiment_by_quarter: JSON.stringify(analysis.sentimentByQuarter),
      evaluator_type: analysis.evaluatorType,
      provider: analysis.provider,
      model_used: analysis.modelUsed,
      model_sha256: analysis.modelSha256,
      model_is_generated: analysis.modelIsProof ? 1 : 0,
      fallback_reason: analysis.fallbackReason,
      prompt_version: analysis.promptVersion,
      schema_version: analysis.schemaVersion,
      input_tokens: analysis.inputTokens,
      output_tokens: analysis.outputTokens,
      latency_ms: analysis.latencyMs,
      summary_evidence: JSON.stringify(analysis.summaryEvidence),
      sentiment_change: analysis.sentimentChange,
      call_categories: JSON.stringify(analysis.categories),
      resolution: analysis.resolution.status,
      callback_needed: analysis.callback.needed ? 1 : 0,
      outcome: JSON.stringify({ resolution: analysis.resolution, callback: analysis.callback }),
      config_hash: analysis.configHash,
      evaluated_tokens: analysis.evaluatedTokens,
      first_token_ms: analysis.firstTokenMs,
      tokens_per_second: analysis.tokensPerSecond,
      parts: analysis.parts,
      dropped_claims: analysis.droppedClaims,
      created_at: sql`UTC_TIMESTAMP(6)`,
    })
    .execute();
}
