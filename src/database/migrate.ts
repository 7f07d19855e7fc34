import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { MIGRATIONS } from '../../migrations/index.ts';
import { databaseError } from './errors.ts';
import type { Schema } from './schema.ts';

function migrator(kysely: Kysely<Schema>): Migrator {
  return new Migrator({
    db: kysely,
    provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
    migrationTableName: 'ai_migrations',
    migrationLockTableName: 'ai_migration_lock',
  });
}

/**
 * Brings the tables up to date. Two machines may run it at once: Kysely takes a lock in the database.
 * @returns the names of the migrations that were applied now
 * @throws CallmillError database_unavailable, internal_error
 */
export async function migrate(kysely: Kysely<Schema>): Promise<readonly string[]> {
  try {
    const { error, results } = await migrator(kysely).migrateToLatest();
    if (error !== undefined) throw error;
    return (results ?? [])
      .filter((result) => result.status === 'Success')
      .map((result) => result.migrationName);
  } catch (thrown) {
    throw databaseError(thrown, 'worker');
  }
}

/** Names of migrations that the database has not seen. */
export async function pendingMigrations(kysely: Kysely<Schema>): Promise<readonly string[]> {
  try {
    const migrations = await migrator(kysely).getMigrations();
    return migrations
      .filter((migration) => migration.executedAt === undefined)
      .map((migration) => migration.name);
  } catch (thrown) {
    throw databaseError(thrown, 'worker');
  }
}
