import { sql } from 'kysely';
import type { Connection } from '../database/connect.ts';

/** How fast the last calls were; undefined where there were none. */
export interface MeasuredSpeeds {
  readonly speechTimesRealTime?: number | undefined;
  readonly analysisSeconds?: number | undefined;
}

/** Newest rows that are looked at: a plan is for now, and a walk over the history would be for ever. */
const LAST = 500;

/**
 * Means over the newest transcripts that were really heard and the newest analyses by a language model, of all boards.
 * Both reads walk the primary key backwards and stop. (`generated` alone is a word of MySQL's, hence is_generated.)
 */
export async function measuredSpeeds(connection: Connection): Promise<MeasuredSpeeds> {
  const speech = await sql<{ factor: number | null }>`
    SELECT AVG(real_time_factor) AS factor FROM (
      SELECT real_time_factor, reused_from_recording_id AS reused, model_is_generated AS is_generated
      FROM ai_call_transcriptions ORDER BY id DESC LIMIT ${LAST}
    ) AS newest
    WHERE reused IS NULL AND is_generated = 0 AND real_time_factor > 0`.execute(connection);
  const analysis = await sql<{ ms: number | null }>`
    SELECT AVG(latency_ms) AS ms FROM (
      SELECT latency_ms, evaluator_type, model_is_generated AS is_generated
      FROM ai_call_analyses ORDER BY id DESC LIMIT ${LAST}
    ) AS newest
    WHERE evaluator_type = 'llm' AND is_generated = 0`.execute(connection);
  const factor = Number(speech.rows[0]?.factor ?? 0);
  const ms = Number(analysis.rows[0]?.ms ?? 0);
  return {
    speechTimesRealTime: factor > 0 ? 1 / factor : undefined,
    analysisSeconds: ms > 0 ? ms / 1000 : undefined,
  };
}
