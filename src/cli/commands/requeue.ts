import type { Command } from 'commander';
import { CallmillError } from '../../errors/error.ts';
import { REQUESTABLE, type RequestableStage } from '../../pipeline/requested-stages.ts';
import { requeue } from '../../queue/requeue.ts';
import { oneOf, wholeNumbers } from '../arguments.ts';
import type { CliContext } from '../context.ts';
import { print, printJson } from '../output.ts';
import { withDatabase } from '../with-database.ts';

interface RequeueFlags {
  readonly code?: string;
  readonly stages?: readonly RequestableStage[];
  readonly json?: true;
}

/** `callmill requeue`: puts finished rows back to pending with fresh attempts. */
export function registerRequeue(program: Command, context: CliContext): void {
  program
    .command('requeue')
    .description('Put failed, cancelled or completed recordings back in the queue.')
    .argument('[id...]', 'recording ids', wholeNumbers)
    .option('--code <code>', 'all failed recordings with this error code, instead of ids')
    .option('--stages <stages>', `do these again only: ${REQUESTABLE.join(', ')}, by commas`, stageList)
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  callmill requeue 42\n  callmill requeue --code object_missing\n  callmill requeue 42 --stages analyse',
    )
    .action(async (ids: readonly number[] | undefined, options: RequeueFlags) => {
      const given = ids ?? [];
      if ((given.length === 0) === (options.code === undefined)) {
        throw new CallmillError('usage', 'Give recording ids or --code, one of the two');
      }
      const filter = options.code === undefined ? { ids: given } : { errorCode: options.code };
      const requeued = await withDatabase(context, (database) => requeue(database, filter, options));
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

/** @throws InvalidArgumentError */
function stageList(text: string): readonly RequestableStage[] {
  return text.split(',').map((name) => oneOf(...REQUESTABLE)(name.trim()));
}
