import type { Command } from 'commander';
import { CallmillError } from '../../errors/error.ts';
import type { WorkerMode } from '../../worker/worker.ts';
import type { CliContext } from '../context.ts';
import { runWorker } from '../run-worker.ts';

interface WorkerOptions {
  readonly untilIdle?: true;
  readonly once?: true;
  readonly progress?: true;
}

/** `callmill worker`: claims recordings and processes them until stopped. */
export function registerWorker(program: Command, context: CliContext): void {
  program
    .command('worker')
    .description('Process recordings from the queue until stopped by SIGTERM or Ctrl-C.')
    .option('--until-idle', 'stop when nothing is pending or being processed any more')
    .option('--once', 'stop after one recording, or at once when there is none')
    .option('--progress', 'show a progress bar for a person instead of log lines')
    .addHelpText(
      'after',
      '\nExamples:\n  callmill worker\n  callmill worker --until-idle --progress\n\n' +
        'The first SIGTERM lets the recordings in hand finish within CALLMILL_GRACE_SECONDS and then gives them back; a second one stops at once.',
    )
    .action(async (options: WorkerOptions) => {
      if (options.once === true && options.untilIdle === true) {
        throw new CallmillError('usage', 'Give one of --once and --until-idle');
      }
      await runWorker(context, modeOf(options), options.progress === true);
    });
}

function modeOf(options: WorkerOptions): WorkerMode {
  if (options.once === true) return 'once';
  return options.untilIdle === true ? 'until-idle' : 'service';
}
