import type { Command } from 'commander';
import { migrate } from '../../database/migrate.ts';
import type { CliContext } from '../context.ts';
import { print, printJson } from '../output.ts';
import { withDatabase } from '../with-database.ts';

/** `callmill migrate`: brings the tables up to date; safe to run again and from several machines at once. */
export function registerMigrate(program: Command, context: CliContext): void {
  program
    .command('migrate')
    .description('Create or update the ai_ tables.')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExample:\n  AI_DB_HOST=db.internal callmill migrate')
    .action(async (options: { json?: true }) => {
      const applied = await withDatabase(context, (database) => migrate(database.kysely));
      if (options.json === true) printJson(context, { applied });
      else if (applied.length === 0) print(context, 'The tables are up to date.');
      else print(context, `Applied: ${applied.join(', ')}`);
    });
}
