import { type Kysely, sql } from 'kysely';

/**
 * What a finished call has: transcript, segments, where personal data was, analysis. Text columns hold redacted text
 * only. Everything goes with the recording when it is deleted.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE ai_call_transcriptions (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      recording_id BIGINT UNSIGNED NOT NULL,
      full_transcript MEDIUMTEXT NOT NULL,
      language_detected VARCHAR(16) NULL,
      language_confidence DECIMAL(5, 4) NULL,
      confidence DECIMAL(5, 4) NULL,
      is_low_confidence TINYINT(1) NOT NULL DEFAULT 0,
      word_count INT UNSIGNED NOT NULL,
      engine VARCHAR(64) NOT NULL,
      model_used VARCHAR(191) NOT NULL,
      model_sha256 CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      model_is_generated TINYINT(1) NOT NULL DEFAULT 0,
      settings_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      redaction_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
      processing_ms INT UNSIGNED NOT NULL,
      real_time_factor DECIMAL(9, 5) NOT NULL,
      pii_count INT UNSIGNED NOT NULL,
      pii_types JSON NOT NULL,
      created_at DATETIME(6) NOT NULL,
      UNIQUE KEY one_per_recording (recording_id),
      CONSTRAINT transcription_of_recording FOREIGN KEY (recording_id) REFERENCES ai_call_recordings (id) ON DELETE CASCADE
    ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`.execute(db);

  await sql`
    CREATE TABLE ai_call_transcription_segments (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      recording_id BIGINT UNSIGNED NOT NULL,
      transcription_id BIGINT UNSIGNED NOT NULL,
      sequence INT UNSIGNED NOT NULL,
      segment_key VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      start_ms INT UNSIGNED NOT NULL,
      end_ms INT UNSIGNED NOT NULL,
      channel TINYINT UNSIGNED NOT NULL,
      speaker_label VARCHAR(16) NOT NULL,
      speaker_role ENUM('agent', 'customer', 'ivr', 'unknown') NOT NULL,
      speaker_name VARCHAR(191) NULL,
      text TEXT NOT NULL,
      confidence DECIMAL(5, 4) NULL,
      words JSON NOT NULL,
      edited_text TEXT NULL,
      edited_by VARCHAR(191) NULL,
      edited_at DATETIME(6) NULL,
      UNIQUE KEY by_sequence (recording_id, sequence),
      KEY of_transcription (transcription_id, sequence),
      CONSTRAINT segments_of_transcription FOREIGN KEY (transcription_id)
        REFERENCES ai_call_transcriptions (id) ON DELETE CASCADE
    ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`.execute(db);

  await sql`
    CREATE TABLE ai_call_pii_entities (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      recording_id BIGINT UNSIGNED NOT NULL,
      type VARCHAR(32) NOT NULL,
      segment_key VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      first_word INT UNSIGNED NOT NULL,
      last_word INT UNSIGNED NOT NULL,
      start_ms INT UNSIGNED NOT NULL,
      end_ms INT UNSIGNED NOT NULL,
      score DECIMAL(5, 4) NOT NULL,
      rule_id VARCHAR(64) NOT NULL,
      operator VARCHAR(32) NOT NULL,
      vault_token VARCHAR(191) NULL,
      KEY of_recording (recording_id),
      CONSTRAINT entities_of_recording FOREIGN KEY (recording_id) REFERENCES ai_call_recordings (id) ON DELETE CASCADE
    ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`.execute(db);

  await sql`
    CREATE TABLE ai_call_analyses (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      recording_id BIGINT UNSIGNED NOT NULL,
      summary TEXT NOT NULL,
      sentiment_label ENUM('very_negative', 'negative', 'neutral', 'positive', 'very_positive') NOT NULL,
      sentiment_score DECIMAL(4, 1) NOT NULL,
      quality_score DECIMAL(5, 1) NULL,
      topics JSON NOT NULL,
      agent_actions JSON NOT NULL,
      action_items JSON NOT NULL,
      compliance_flags JSON NOT NULL,
      performance_scores JSON NOT NULL,
      score_impacts JSON NOT NULL,
      coaching JSON NOT NULL,
      speaker_metrics JSON NOT NULL,
      sentiment_by_speaker JSON NOT NULL,
      sentiment_by_quarter JSON NOT NULL,
      evaluator_type ENUM('llm', 'rule_based') NOT NULL,
      provider VARCHAR(64) NOT NULL,
      model_used VARCHAR(191) NULL,
      model_sha256 CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
      model_is_generated TINYINT(1) NOT NULL DEFAULT 0,
      fallback_reason VARCHAR(64) NULL,
      prompt_version VARCHAR(64) NULL,
      schema_version VARCHAR(32) NOT NULL,
      input_tokens INT UNSIGNED NOT NULL DEFAULT 0,
      output_tokens INT UNSIGNED NOT NULL DEFAULT 0,
      latency_ms INT UNSIGNED NOT NULL,
      created_at DATETIME(6) NOT NULL,
      UNIQUE KEY one_per_recording (recording_id),
      CONSTRAINT analysis_of_recording FOREIGN KEY (recording_id) REFERENCES ai_call_recordings (id) ON DELETE CASCADE
    ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of [
    'ai_call_analyses',
    'ai_call_pii_entities',
    'ai_call_transcription_segments',
    'ai_call_transcriptions',
  ]) {
    await sql`DROP TABLE IF EXISTS ${sql.table(table)}`.execute(db);
  }
}
