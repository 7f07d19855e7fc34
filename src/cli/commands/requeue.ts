import type { Command } from 'commander';
import { CallmillError } from '../../errors/error.ts';
import { requeue } from '../../queue/requeue.ts';
import { wholeNumbers } from '../arguments.ts';
import type { CliContext } from '../context.ts';
import { print, printJson } from '../output.ts';
import { withDatabase } from '../with-database.ts';

/** `callmill requeue`: puts finished rows back to pending with fresh attempts. */
export function registerRequeue(program: Command, context: CliContext): void {
  program
    .command('requeue')
    .description('Put failed, cancelled or completed recordings back in the queue.')
    .argument('[id...]', 'recording ids', wholeNumbers)
    .option('--code <code>', 'all failed recordings with this error code, instead of ids')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExamples:\n  callmill requeue 42\n  callmill requeue --code object_missing')
    .action(async (ids: readonly number[] | undefined, options: { code?: string; json?: true }) => {
      const given = ids ?? [];
      if ((given.length === 0) === (options.code === undefined)) {
        throw new CallmillError('usage', 'Give recording ids or --code, one of the two');
      }
      const filter = options.code === undefined ? { ids: given } : { errorCode: options.code };
      const requeued = await withDatabase(context, (database) => requeue(database, filter));
      if (options.json === true) printJson(context, { requeued });
      else print(context, `${requeued} recording(s) are pending again.`);
      if (requeued < given.length) {
        throw new CallmillError(
          'not_found',
          `${given.length - requeued} of the ids are not there or are not finished`,
        );
      }
    });
}
