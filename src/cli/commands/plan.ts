import { type Command, InvalidArgumentError } from 'commander';
import { measuredSpeeds } from '../../results/measured-speeds.ts';
import { wholeNumber } from '../arguments.ts';
import type { CliContext } from '../context.ts';
import { print, printJson } from '../output.ts';
import { type PlanRequest, planFor } from '../plan-request.ts';
import { renderPlan } from '../render/plan.ts';
import { withDatabase } from '../with-database.ts';

type Options = Omit<PlanRequest, 'measured'> & {
  readonly json?: true;
  readonly measured?: true;
};

/** `callmill plan`: which models fit into memory together, and how many calls a day that makes; an estimate. */
export function registerPlan(program: Command, context: CliContext): void {
  program
    .command('plan')
    .description('Show how the models share the memory of a board, and how many calls a day to expect.')
    .option('--board <id>', 'a known board instead of this machine; "?" lists them')
    .option('--speech <id>', 'another speech model')
    .option('--language <id>', 'another language model, or none')
    .option('--context <tokens>', 'of the language model', wholeNumber)
    .option('--budget <mb>', 'memory that may be used, MB', wholeNumber)
    .option('--call-minutes <minutes>', 'length of a call', positive, 5)
    .option('--goal <calls>', 'calls a day that are wanted; 2500 when not given', wholeNumber)
    .option('--mono', 'calls are mono, so voices must be told apart')
    .option('--measured', 'take the speeds of the last calls in the database')
    .option('--json', 'print as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  callmill plan --board orin-nano-8\n  callmill plan --board orin-nano-8 --language llama-3.2-3b\n\n' +
        'Every figure of speed is an estimate until it was measured on the board.',
    )
    .action(async ({ json, measured, ...request }: Options) => {
      const speeds =
        measured === true ? await withDatabase(context, ({ kysely }) => measuredSpeeds(kysely)) : {};
      const planned = await planFor(context.config(), { ...request, measured: speeds });
      if (json === true) printJson(context, planned);
      else print(context, renderPlan(planned));
    });
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 1440)) throw new InvalidArgumentError('must be a number of minutes');
  return value;
}
