import type { Command } from 'commander';
import { CallmillError } from '../../errors/error.ts';
import { REQUESTABLE, type RequestableStage } from '../../pipeline/requested-stages.ts';
import { type RequeueFilter, requeue } from '../../queue/requeue.ts';
import { oneOf, wholeNumbers } from '../arguments.ts';
import type { CliContext } from '../context.ts';
import { addDeadLetterOptions, type DeadLetterOptions, deadLetterFilter } from '../dead-letter-options.ts';
import { print, printJson } from '../output.ts';
import { withDatabase } from '../with-database.ts';

interface RequeueFlags extends DeadLetterOptions {
  readonly stages?: readonly RequestableStage[];
  readonly json?: true;
}

/** `callmill requeue`: puts finished rows back to pending with fresh attempts. */
export function registerRequeue(program: Command, context: CliContext): void {
  const command = program
    .command('requeue')
    .description(
      'Put failed, cancelled or completed recordings back in the queue: by id, or failed ones by filter.',
    )
    .argument('[id...]', 'recording ids', wholeNumbers);
  addDeadLetterOptions(command)
    .option('--stages <stages>', `do these again only: ${REQUESTABLE.join(', ')}, by commas`, stageList)
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  callmill requeue 42\n  callmill requeue --code object_missing\n  callmill requeue --tenant 7 --since 24h\n  callmill requeue 42 --stages analyse',
    )
    .action(async (ids: readonly number[] | undefined, options: RequeueFlags) => {
      const given = [...new Set(ids ?? [])];
      const chosen = deadLetterFilter(options);
      if ((given.length === 0) === (chosen === undefined)) {
        throw new CallmillError('usage', 'Give recording ids, or some of --code, --tenant, --since, --until');
      }
      const filter: RequeueFilter = chosen ?? { ids: given };
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
