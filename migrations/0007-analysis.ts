import { type Kysely, sql } from 'kysely';

/**
 * What the analysis of a call adds in its second form, and what clients want their calls judged by.
 *
 * Every new column of `ai_call_analyses` may be null or has a default: workers of the version before go on inserting,
 * and rows of schema version 1 stay as they are. `ai_analysis_configs` is read by its unique key: one row per tier.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE ai_analysis_configs (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      tenant_id BIGINT UNSIGNED NOT NULL DEFAULT 1,
      tier ENUM('global', 'campaign', 'direction', 'client') NOT NULL,
      tier_key VARCHAR(191) NOT NULL DEFAULT '',
      config JSON NOT NULL,
      version SMALLINT UNSIGNED NOT NULL DEFAULT 1,
      hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
      enabled TINYINT(1) NOT NULL DEFAULT 1,
      created_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
      updated_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
      UNIQUE KEY one_per_tier (tenant_id, tier, tier_key)
    ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`.execute(db);

  await sql`
    ALTER TABLE ai_call_analyses
      ADD COLUMN summary_evidence JSON NULL,
      ADD COLUMN sentiment_change DECIMAL(4, 1) NULL,
      ADD COLUMN call_categories JSON NULL,
      ADD COLUMN resolution ENUM('resolved', 'unresolved', 'unclear') NULL,
      ADD COLUMN callback_needed TINYINT(1) NULL,
      ADD COLUMN outcome JSON NULL,
      ADD COLUMN config_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
      ADD COLUMN evaluated_tokens INT UNSIGNED NOT NULL DEFAULT 0,
      ADD COLUMN first_token_ms INT UNSIGNED NULL,
      ADD COLUMN tokens_per_second DECIMAL(9, 2) NULL,
      ADD COLUMN parts SMALLINT UNSIGNED NOT NULL DEFAULT 0,
      ADD COLUMN dropped_claims INT UNSIGNED NOT NULL DEFAULT 0`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    ALTER TABLE ai_call_analyses
      DROP COLUMN summary_evidence, DROP COLUMN sentiment_change, DROP COLUMN call_categories,
      DROP COLUMN resolution, DROP COLUMN callback_needed, DROP COLUMN outcome, DROP COLUMN config_hash,
      DROP COLUMN evaluated_tokens, DROP COLUMN first_token_ms, DROP COLUMN tokens_per_second,
      DROP COLUMN parts, DROP COLUMN dropped_claims`.execute(db);
  await sql`DROP TABLE IF EXISTS ai_analysis_configs`.execute(db);
}
