import { sql } from 'kysely';
import type { Connection } from '../database/connect.ts';
import type { PiiEntity } from '../pii/types.ts';
import type { HeardCall } from '../pipeline/result.ts';
import { replaceVault } from '../tenants/vault.ts';
import { wordJson } from '../transcript/json.ts';
import { countWords, type Segment, segmentText } from '../transcript/segment.ts';

/** Rows per INSERT: a three-hour call has thousands of segments, and packets have a limit. */
const BATCH = 200;

/**
 * A call whose mean word confidence is below this is flagged for a person to look at. Where the model's manifest entry
 * has a calibration, it reads: fewer than six words in ten are expected to be right.
 */
export const LOW_CONFIDENCE = 0.6;

/** Replaces transcript, segments and entities of a recording; an earlier run's rows go. */
export async function replaceTranscript(
  connection: Connection,
  recordingId: number,
  result: HeardCall,
): Promise<void> {
  await connection.deleteFrom('ai_call_transcriptions').where('recording_id', '=', recordingId).execute();
  await connection.deleteFrom('ai_call_pii_entities').where('recording_id', '=', recordingId).execute();
  await replaceVault(connection, recordingId, result.sealed);
  const transcriptionId = await insertTranscription(connection, recordingId, result);
  for (const batch of batches(result.segments)) {
    await connection
      .insertInto('ai_call_transcription_segments')
      .values(batch.map((segment) => segmentRow(recordingId, transcriptionId, segment)))
      .execute();
  }
  for (const batch of batches(result.entities)) {
    const rows = batch.map((entity) => ({
      recording_id: recordingId,
      type: entity.type,
      segment_key: entity.segmentKey,
      first_word: entity.firstWord,
      last_word: entity.lastWord,
      start_ms: Math.round(entity.startMs),
      end_ms: Math.round(entity.endMs),
      score: entity.score,
      rule_id: entity.ruleId,
      operator: entity.operator,
      vault_token: entity.vaultToken ?? null,
      finding: entity.finding,
      word_count: entity.wordCount,
    }));
    await connection.insertInto('ai_call_pii_entities').values(rows).execute();
  }
}

async function insertTranscription(
  connection: Connection,
  recordingId: number,
  result: HeardCall,
): Promise<number> {
  const inserted = await connection
    .insertInto('ai_call_transcriptions')
    .values({
      recording_id: recordingId,
      full_transcript: fullText(result.segments),
      language_detected: result.language,
      confidence: result.confidence,
      is_low_confidence: result.confidence !== null && result.confidence < LOW_CONFIDENCE ? 1 : 0,
      word_count: countWords(result.segments),
      engine: result.speechModel.family,
      model_used: result.speechModel.id,
      model_sha256: result.speechModel.sha256,
      model_is_generated: result.speechModel.generated ? 1 : 0,
      settings_hash: result.settingsHash,
      redaction_hash: result.redactionHash,
      processing_ms: Math.round(result.transcribeMs),
      real_time_factor: result.transcribeMs / Math.max(1, result.audio.durationMs),
      pii_count: distinctFindings(result.entities).length,
      pii_types: JSON.stringify(countTypes(result)),
      reuse_key: result.transcriptKey,
      reused_from_recording_id: result.reusedFrom,
      speech_quality: result.quality === null ? null : JSON.stringify(result.quality),
      created_at: sql`UTC_TIMESTAMP(6)`,
    })
    .executeTakeFirstOrThrow();
  return Number(inserted.insertId);
}

function segmentRow(recordingId: number, transcriptionId: number, segment: Segment) {
  return {
    recording_id: recordingId,
    transcription_id: transcriptionId,
    sequence: segment.sequence,
    segment_key: segment.key,
    start_ms: Math.round(segment.startMs),
    end_ms: Math.round(segment.endMs),
    channel: segment.channel,
    speaker_label: segment.speakerLabel,
    speaker_role: segment.speakerRole,
    speaker_name: segment.speakerName,
    text: segmentText(segment),
    confidence: segment.confidence,
    words: JSON.stringify(segment.words.map(wordJson)),
  };
}

/** One line a segment, with its speaker: what `full_transcript` holds. */
function fullText(segments: readonly Segment[]): string {
  return segments.map((segment) => `${segment.speakerLabel}: ${segmentText(segment)}`).join('\n');
}

function countTypes(result: HeardCall): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { type } of distinctFindings(result.entities)) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

/** A number spoken over three segments is three rows and one finding. */
function distinctFindings(entities: readonly PiiEntity[]): PiiEntity[] {
  return [...new Map(entities.map((entity) => [entity.finding, entity])).values()];
}

function* batches<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += BATCH) yield items.slice(start, start + BATCH);
}
