import { sql } from 'kysely';
import type { Connection } from '../database/connect.ts';
import type { PiiType } from '../pii/types.ts';
import type { Twin } from '../pipeline/checkpoints.ts';
import type { SpeechQuality } from '../speech/quality.ts';
import { loadVault } from '../tenants/vault.ts';
import { loudnessOf } from './stored-loudness.ts';
import { segmentsOf } from './stored-segments.ts';

interface TwinRow {
  readonly id: number;
  readonly storage_bucket: string | null;
  readonly redacted_storage_key: string | null;
  readonly size_bytes: number;
  readonly sha256: string;
  readonly mime_type: string | null;
  readonly duration_seconds: number;
  readonly channels: number;
  readonly language_detected: string | null;
  readonly confidence: number | null;
  readonly engine: string;
  readonly model_used: string;
  readonly model_sha256: string;
  readonly model_is_generated: number;
  readonly settings_hash: string;
  readonly redaction_hash: string | null;
  readonly processing_ms: number;
  readonly speech_quality: string | null;
}

/**
 * The newest completed recording of a tenant whose transcript has this key, with its transcript as the machine made it:
 * corrections belong to the recording they were made on.
 *
 * Index `by_reuse_key` leads to the few rows of a key in the order wanted; the tenant is then looked at on the recording
 * itself, never on a copy, so a transcript cannot cross tenants.
 */
export async function findTwin(
  connection: Connection,
  tenantId: number,
  recordingId: number,
  reuseKey: string,
): Promise<Twin | null> {
  const found = await sql<TwinRow>`
    SELECT r.id, r.storage_bucket, r.redacted_storage_key, r.size_bytes, r.sha256, r.mime_type, r.duration_seconds,
           r.channels, t.language_detected, t.confidence, t.engine, t.model_used, t.model_sha256,
           t.model_is_generated, t.settings_hash, t.redaction_hash, t.processing_ms, t.speech_quality
    FROM ai_call_transcriptions AS t FORCE INDEX (by_reuse_key)
    STRAIGHT_JOIN ai_call_recordings AS r ON r.id = t.recording_id
    WHERE t.reuse_key = ${reuseKey} AND r.tenant_id = ${tenantId} AND r.id <> ${recordingId}
      AND r.processing_status = 'completed'
    ORDER BY t.recording_id DESC
    LIMIT 1`.execute(connection);
  const [row] = found.rows;
  return row === undefined ? null : await twinOf(connection, row, reuseKey);
}

async function twinOf(connection: Connection, row: TwinRow, transcriptKey: string): Promise<Twin | null> {
  const { segments } = await segmentsOf(connection, row.id);
  const entities = await connection
    .selectFrom('ai_call_pii_entities')
    .selectAll()
    .where('recording_id', '=', row.id)
    .orderBy('id')
    .execute();
  return {
    recordingId: row.id,
    bucket: row.storage_bucket,
    heard: {
      audio: {
        sizeBytes: row.size_bytes,
        sha256: row.sha256,
        mimeType: row.mime_type,
        durationMs: row.duration_seconds * 1000,
        channels: row.channels,
      },
      segments,
      loudness: await loudnessOf(connection, row.id),
      language: row.language_detected,
      confidence: row.confidence,
      speechModel: {
        id: row.model_used,
        family: row.engine,
        sha256: row.model_sha256,
        // Not stored, and nothing after transcription asks.
        provider: 'cpu',
        generated: row.model_is_generated === 1,
      },
      settingsHash: row.settings_hash,
      transcribeMs: row.processing_ms,
      quality: row.speech_quality === null ? null : (JSON.parse(row.speech_quality) as SpeechQuality),
      entities: entities.map((entity) => ({
        type: entity.type as PiiType,
        finding: entity.finding ?? entity.id,
        segmentKey: entity.segment_key,
        firstWord: entity.first_word,
        lastWord: entity.last_word,
        wordCount: entity.word_count ?? 0,
        startMs: entity.start_ms,
        endMs: entity.end_ms,
        score: entity.score,
        ruleId: entity.rule_id,
        operator: entity.operator,
        vaultToken: entity.vault_token,
      })),
      redactionHash: row.redaction_hash,
      redactedKey: row.redacted_storage_key,
      transcriptKey,
      reusedFrom: row.id,
      sealed: await loadVault(connection, row.id),
    },
  };
}
