import { type Database, openDatabase } from '../database/connect.ts';
import { databaseError } from '../database/errors.ts';
import type { CliContext } from './context.ts';
import { databaseOptions } from './database-options.ts';

/** Opens the configured database for one command and closes it whatever happens. */
export async function withDatabase<T>(
  context: CliContext,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const database = openDatabase(databaseOptions(context.config()));
  try {
    return await work(database);
  } catch (thrown) {
    throw databaseError(thrown, 'worker');
  } finally {
    await database.close();
  }
}
