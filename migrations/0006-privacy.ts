import { type Kysely, sql } from 'kysely';

/**
 * What a tenant wants done with personal data, and the vault for those who switched it on: sealed values by token, and
 * who looked at one, when and why. A value goes with its recording; erasing a tenant's key erases them all at once.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE ai_tenant_configs (
      tenant_id BIGINT UNSIGNED NOT NULL,
      service VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      config JSON NOT NULL,
      hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
      updated_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
      PRIMARY KEY (tenant_id, service)
    ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`.execute(db);

  await sql`
    CREATE TABLE ai_pii_vault (
      recording_id BIGINT UNSIGNED NOT NULL,
      token VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      tenant_id BIGINT UNSIGNED NOT NULL,
      type VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      sealed TEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      created_at DATETIME(6) NOT NULL,
      PRIMARY KEY (recording_id, token),
      KEY by_token (tenant_id, token),
      CONSTRAINT vault_of_recording FOREIGN KEY (recording_id)
        REFERENCES ai_call_recordings (id) ON DELETE CASCADE
    ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`.execute(db);

  await sql`
    CREATE TABLE ai_pii_reveals (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
      tenant_id BIGINT UNSIGNED NOT NULL,
      recording_id BIGINT UNSIGNED NOT NULL,
      token VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      actor VARCHAR(191) NOT NULL,
      reason VARCHAR(500) NOT NULL,
      revealed_at DATETIME(6) NOT NULL,
      PRIMARY KEY (id),
      KEY of_token (tenant_id, token)
    ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`DROP TABLE IF EXISTS ai_pii_reveals`.execute(db);
  await sql`DROP TABLE IF EXISTS ai_pii_vault`.execute(db);
  await sql`DROP TABLE IF EXISTS ai_tenant_configs`.execute(db);
}
