import type { Command } from 'commander';
import { openDatabase } from '../../database/connect.ts';
import { migrate } from '../../database/migrate.ts';
import type { CliContext } from '../context.ts';
import { databaseOptions } from '../database-options.ts';
import { print, printJson } from '../output.ts';

/** `callmill migrate`: brings the tables up to date; safe to run again and from several machines at once. */
export function registerMigrate(program: Command, context: CliContext): void {
  program
    .command('migrate')
    .description('Create or update the ai_ tables.')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExample:\n  AI_DB_HOST=db.internal callmill migrate')
    .action(async (options: { json?: true }) => {
      const database = openDatabase(databaseOptions(context.config()));
      try {
        const applied = await migrate(database.kysely);
        if (options.json === true) printJson(context, { applied });
        else if (applied.length === 0) print(context, 'The tables are up to date.');
        else print(context, `Applied: ${applied.join(', ')}`);
      } finally {
        await database.close();
      }
    });
}
