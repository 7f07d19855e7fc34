import type { Command } from 'commander';
import { CallmillError } from '../../errors/error.ts';
import { cancel } from '../../queue/cancel.ts';
import { wholeNumbers } from '../arguments.ts';
import type { CliContext } from '../context.ts';
import { print, printJson } from '../output.ts';
import { withDatabase } from '../with-database.ts';

/** `callmill cancel`: takes pending and running calls out of the queue. */
export function registerCancel(program: Command, context: CliContext): void {
  program
    .command('cancel')
    .description(
      'Take pending or running recordings out of the queue; a running one stops at its next heartbeat.',
    )
    .argument('<id...>', 'recording ids', wholeNumbers)
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExample:\n  callmill cancel 42 43')
    .action(async (ids: readonly number[], options: { json?: true }) => {
      const result = await withDatabase(context, (database) => cancel(database, [...new Set(ids)]));
      if (options.json === true) printJson(context, result);
      else print(context, `${result.cancelled.length} recording(s) cancelled.`);
      if (result.untouched.length > 0) {
        throw new CallmillError(
          'not_found',
          `Not there or finished already: ${result.untouched.slice(0, 20).join(', ')}`,
        );
      }
    });
}
