import { type Kysely, sql } from 'kysely';

/**
 * The queue, its history and the fleet.
 *
 * Times are UTC DATETIME(6). Defaults use UTC_TIMESTAMP, not CURRENT_TIMESTAMP: a Laravel connection in another time
 * zone would otherwise insert rows that become claimable hours late.
 *
 * `claim` serves the claim's filter and order as it stands (nothing filesorts, so nothing locks a second row);
 * `recover` serves the sweep of expired leases. No foreign key leaves the queue table: its checks would lock parents.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE ai_call_recordings (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      tenant_id BIGINT UNSIGNED NOT NULL DEFAULT 1,
      apex_id VARCHAR(191) NOT NULL,
      client_ref VARCHAR(191) NULL,
      campaign VARCHAR(191) NULL,
      direction ENUM('inbound', 'outbound') NULL,
      agent_id VARCHAR(191) NULL,
      agent_name VARCHAR(191) NULL,
      customer_name VARCHAR(191) NULL,
      call_started_at DATETIME(6) NULL,
      metadata JSON NULL,

      storage_bucket VARCHAR(191) NULL,
      storage_key VARCHAR(1024) NULL,
      source_url TEXT NULL,
      mime_type VARCHAR(127) NULL,
      size_bytes BIGINT UNSIGNED NULL,
      sha256 CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
      duration_seconds DECIMAL(10, 3) NULL,
      channels TINYINT UNSIGNED NULL,
      channel_roles JSON NULL,
      redacted_storage_key VARCHAR(1024) NULL,
      retain_until DATETIME(6) NULL,
      audio_deleted_at DATETIME(6) NULL,

      processing_status ENUM('pending', 'processing', 'completed', 'failed', 'cancelled') NOT NULL DEFAULT 'pending',
      priority SMALLINT UNSIGNED NOT NULL DEFAULT 100,
      available_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
      attempts SMALLINT UNSIGNED NOT NULL DEFAULT 0,
      max_attempts SMALLINT UNSIGNED NOT NULL DEFAULT 5,
      stalls SMALLINT UNSIGNED NOT NULL DEFAULT 0,
      claimed_by VARCHAR(191) NULL,
      claim_token CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL,
      lease_expires_at DATETIME(6) NULL,
      current_step VARCHAR(32) NULL,
      progress_percentage TINYINT UNSIGNED NOT NULL DEFAULT 0,
      processing_started_at DATETIME(6) NULL,
      processing_completed_at DATETIME(6) NULL,
      error_code VARCHAR(64) NULL,
      error_message VARCHAR(1000) NULL,
      error_stage VARCHAR(32) NULL,
      requested_stages JSON NULL,
      correlation_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
      created_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
      updated_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),

      UNIQUE KEY one_call_per_tenant (tenant_id, apex_id),
      KEY claim (processing_status, priority, available_at, id),
      KEY recover (processing_status, lease_expires_at, id)
    ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`.execute(db);

  await sql`
    CREATE TABLE ai_call_attempts (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      recording_id BIGINT UNSIGNED NOT NULL,
      attempt SMALLINT UNSIGNED NOT NULL,
      worker VARCHAR(191) NOT NULL,
      claim_token CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      started_at DATETIME(6) NOT NULL,
      ended_at DATETIME(6) NULL,
      outcome ENUM('running', 'completed', 'retried', 'failed', 'released', 'lost', 'cancelled') NOT NULL DEFAULT 'running',
      error_code VARCHAR(64) NULL,
      error_message VARCHAR(1000) NULL,
      error_stage VARCHAR(32) NULL,
      stage_ms JSON NULL,
      UNIQUE KEY one_per_claim (recording_id, claim_token),
      KEY running (outcome, recording_id),
      CONSTRAINT attempts_of_recording FOREIGN KEY (recording_id) REFERENCES ai_call_recordings (id) ON DELETE CASCADE
    ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`.execute(db);

  await sql`
    CREATE TABLE ai_workers (
      id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
      name VARCHAR(191) NOT NULL,
      host VARCHAR(191) NOT NULL,
      pid INT UNSIGNED NOT NULL,
      version VARCHAR(32) NOT NULL,
      commit_hash VARCHAR(64) NULL,
      jetpack VARCHAR(64) NULL,
      gpu VARCHAR(191) NULL,
      models JSON NULL,
      state ENUM('initialising', 'running', 'draining', 'drained', 'failed') NOT NULL,
      current_recording_id BIGINT UNSIGNED NULL,
      started_at DATETIME(6) NOT NULL,
      heartbeat_at DATETIME(6) NOT NULL,
      KEY by_heartbeat (heartbeat_at)
    ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ['ai_workers', 'ai_call_attempts', 'ai_call_recordings']) {
    await sql`DROP TABLE IF EXISTS ${sql.table(table)}`.execute(db);
  }
}
