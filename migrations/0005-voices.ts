import { type Kysely, sql } from 'kysely';

/**
 * What a tenant has switched on, and the voice prints of its agents. A print is sealed with the tenant's key: the
 * database alone does not hold anybody's voice.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE ai_tenant_features (
      tenant_id BIGINT UNSIGNED NOT NULL,
      feature VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      enabled TINYINT UNSIGNED NOT NULL,
      updated_at DATETIME(6) NOT NULL,
      PRIMARY KEY (tenant_id, feature)
    ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`.execute(db);

  await sql`
    CREATE TABLE ai_voice_prints (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
      tenant_id BIGINT UNSIGNED NOT NULL,
      agent_id VARCHAR(191) NOT NULL,
      agent_name VARCHAR(191) NULL,
      model_sha256 CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      sealed_vector TEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      seconds DOUBLE NOT NULL,
      recordings INT UNSIGNED NOT NULL,
      created_at DATETIME(6) NOT NULL,
      updated_at DATETIME(6) NOT NULL,
      PRIMARY KEY (id),
      UNIQUE KEY one_per_agent (tenant_id, model_sha256, agent_id)
    ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`DROP TABLE IF EXISTS ai_voice_prints`.execute(db);
  await sql`DROP TABLE IF EXISTS ai_tenant_features`.execute(db);
}
