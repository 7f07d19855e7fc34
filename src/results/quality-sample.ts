import { sql } from 'kysely';
import type { Connection } from '../database/connect.ts';
import { SUSPICIONS, type Suspicion } from '../speech/guards.ts';
import type { SpeechQuality } from '../speech/quality.ts';

/** How well a sample of calls was heard: numbers without a word of them. */
export interface QualitySample {
  /** Calls looked at; the fields below are null where none of them tells. */
  readonly calls: number;
  /** Mean of the calls' confidence, 0…1. */
  readonly confidence: number | null;
  /** Share of the calls marked `is_low_confidence`, 0…1. */
  readonly lowConfidenceShare: number | null;
  /** Of the windows decoded, how many each guard did not believe, 0…1. */
  readonly doubtedShare: Readonly<Record<Suspicion, number>> | null;
}

interface Row {
  readonly confidence: number | null;
  readonly is_low_confidence: number;
  readonly speech_quality: string | null;
}

/**
 * A random sample of the calls completed on the last whole UTC day, the same for every worker that asks and whenever it
 * does. Transcripts of generated models are left out: their confidence means nothing.
 *
 * Reads the day's entries of index `finished` (no row) and sorts them in memory, then the sampled transcripts by key:
 * plain reads, 62 ms for a day of 100,000 calls and a sample of 200 (two cores, calls without stored transcripts).
 *
 * @param size calls at most, those of generated models included
 */
export async function sampleQuality(connection: Connection, size: number): Promise<QualitySample> {
  const { rows } = await sql<Row>`
    SELECT t.confidence, t.is_low_confidence, t.speech_quality
    FROM (
      SELECT id FROM ai_call_recordings FORCE INDEX (finished)
      WHERE processing_status = 'completed'
        AND processing_completed_at >= UTC_DATE() - INTERVAL 1 DAY AND processing_completed_at < UTC_DATE()
      ORDER BY CRC32(id)
      LIMIT ${size}
    ) AS sample
    STRAIGHT_JOIN ai_call_transcriptions AS t ON t.recording_id = sample.id
    WHERE t.model_is_generated = 0`.execute(connection);
  const confidences = rows.flatMap((row) => (row.confidence === null ? [] : [Number(row.confidence)]));
  return {
    calls: rows.length,
    confidence: mean(confidences),
    lowConfidenceShare: mean(rows.map((row) => Number(row.is_low_confidence))),
    doubtedShare: doubtedShare(rows),
  };
}

function doubtedShare(rows: readonly Row[]): QualitySample['doubtedShare'] {
  const heard = rows.flatMap(({ speech_quality: json }) =>
    json === null ? [] : [JSON.parse(json) as SpeechQuality],
  );
  const windows = heard.reduce((sum, quality) => sum + quality.windows, 0);
  if (windows === 0) return null;
  const share = (suspicion: Suspicion) =>
    heard.reduce((sum, { doubts }) => sum + doubts[suspicion].found, 0) / windows;
  return Object.fromEntries(SUSPICIONS.map((suspicion) => [suspicion, share(suspicion)])) as Record<
    Suspicion,
    number
  >;
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
