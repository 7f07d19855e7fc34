import { type Kysely, sql } from 'kysely';

/**
 * Tenants with their caps, whose turn it is, and the indexes of fair claiming, dead letters and pruning.
 *
 * `lanes` serves what one tenant has waiting at one priority: first-come order without a filesort, the first and last
 * time of every lane by jumping from group to group (2 index dives a lane instead of 50,000 entries), counts by tenant.
 * `finished` covers dead letters and throughput, so that neither touches the history's rows.
 *
 * LOCK = NONE: workers of the previous version go on claiming meanwhile; they use `claim`, which stays.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE ai_tenants (
      id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
      name VARCHAR(191) NOT NULL,
      max_concurrent SMALLINT UNSIGNED NULL,
      created_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
      updated_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
      UNIQUE KEY by_name (name),
      KEY capped (max_concurrent)
    ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`.execute(db);
  await sql`INSERT INTO ai_tenants (id, name) VALUES (1, 'default')`.execute(db);

  await sql`
    CREATE TABLE ai_tenant_turns (
      tenant_id BIGINT UNSIGNED NOT NULL,
      band TINYINT UNSIGNED NOT NULL,
      served_at DATETIME(6) NOT NULL,
      PRIMARY KEY (tenant_id, band)
    ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`.execute(db);

  await sql`
    ALTER TABLE ai_call_recordings
      ADD KEY lanes (processing_status, tenant_id, priority, available_at, id),
      ADD KEY finished (processing_status, processing_completed_at, id, error_code, tenant_id),
      ALGORITHM = INPLACE, LOCK = NONE`.execute(db);
  await sql`
    ALTER TABLE ai_call_attempts
      ADD KEY by_end (ended_at),
      ALGORITHM = INPLACE, LOCK = NONE`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE ai_call_attempts DROP KEY by_end`.execute(db);
  await sql`ALTER TABLE ai_call_recordings DROP KEY lanes, DROP KEY finished`.execute(db);
  for (const table of ['ai_tenant_turns', 'ai_tenants']) {
    await sql`DROP TABLE IF EXISTS ${sql.table(table)}`.execute(db);
  }
}
