import type { Command } from 'commander';
import { countPrunable, prune } from '../../queue/prune.ts';
import { span } from '../arguments.ts';
import type { CliContext } from '../context.ts';
import { print, printJson } from '../output.ts';
import { withDatabase } from '../with-database.ts';

const DAY_SECONDS = 86_400;

/** `callmill prune`: removes old history. Workers do the same about hourly (CALLMILL_KEEP_ATTEMPTS_DAYS). */
export function registerPrune(program: Command, context: CliContext): void {
  program
    .command('prune')
    .description('Remove old attempts and workers that are long gone; recordings and results stay.')
    .requiredOption('--attempts-older-than <span>', 'such as 90d', span)
    .option('--dry-run', 'count, remove nothing')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExample:\n  callmill prune --attempts-older-than 90d --dry-run')
    .action(async (options: { attemptsOlderThan: number; dryRun?: true; json?: true }) => {
      const days = options.attemptsOlderThan / DAY_SECONDS;
      const dry = options.dryRun === true;
      const pruned = await withDatabase(context, (database) =>
        dry ? countPrunable(database, days) : prune(database, days, context.signal),
      );
      if (options.json === true) return printJson(context, { ...pruned, dryRun: dry });
      const what = `${pruned.attempts} attempt(s) and ${pruned.workers} worker(s)`;
      print(context, dry ? `${what} would be removed.` : `${what} removed.`);
    });
}
