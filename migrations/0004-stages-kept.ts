import { type Kysely, sql } from 'kysely';

/**
 * Work that need not be done twice: what an unfinished recording had finished, and by which key a finished transcript
 * is found again. Every new column may be null, so workers of the version before go on inserting.
 *
 * The payload is compressed JSON of redacted words; nothing unredacted is ever written here.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE ai_call_checkpoints (
      recording_id BIGINT UNSIGNED NOT NULL,
      stage VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      claim_token CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      audio_sha256 CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      audio_etag VARCHAR(191) NULL,
      model_sha256 CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      settings_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      format_version SMALLINT UNSIGNED NOT NULL,
      payload MEDIUMBLOB NOT NULL,
      created_at DATETIME(6) NOT NULL,
      PRIMARY KEY (recording_id, stage),
      KEY by_age (created_at),
      CONSTRAINT checkpoints_of_recording FOREIGN KEY (recording_id)
        REFERENCES ai_call_recordings (id) ON DELETE CASCADE
    ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`.execute(db);

  await sql`
    ALTER TABLE ai_call_transcriptions
      ADD COLUMN reuse_key CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
      ADD COLUMN reused_from_recording_id BIGINT UNSIGNED NULL,
      ADD KEY by_reuse_key (reuse_key, recording_id)`.execute(db);

  await sql`
    ALTER TABLE ai_call_pii_entities
      ADD COLUMN finding INT UNSIGNED NULL,
      ADD COLUMN word_count INT UNSIGNED NULL`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE ai_call_pii_entities DROP COLUMN finding, DROP COLUMN word_count`.execute(db);
  await sql`
    ALTER TABLE ai_call_transcriptions
      DROP KEY by_reuse_key, DROP COLUMN reuse_key, DROP COLUMN reused_from_recording_id`.execute(db);
  await sql`DROP TABLE IF EXISTS ai_call_checkpoints`.execute(db);
}
