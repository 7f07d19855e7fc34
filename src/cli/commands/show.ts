import type { Command } from 'commander';
import { CallmillError } from '../../errors/error.ts';
import { loadCall } from '../../results/load.ts';
import { wholeNumber } from '../arguments.ts';
import type { CliContext } from '../context.ts';
import { configuredStore } from '../open-store.ts';
import { print, printJson } from '../output.ts';
import { renderCall } from '../render/call.ts';
import { callAsJson } from '../render/call-json.ts';
import { withDatabase } from '../with-database.ts';

/** `callmill show ID`: one recording as a person reads it, or all of it as JSON. */
export function registerShow(program: Command, context: CliContext): void {
  program
    .command('show')
    .description('Show transcript, analysis and attempts of a recording.')
    .argument('<id>', 'recording id', wholeNumber)
    .option('--json', 'print everything as JSON')
    .addHelpText('after', '\nExample:\n  callmill show 42')
    .action(async (id: number, options: { json?: true }) => {
      const call = await withDatabase(context, (database) => loadCall(database, id));
      if (call === undefined) throw new CallmillError('not_found', `There is no recording ${id}`);
      if (options.json === true) printJson(context, callAsJson(call));
      else print(context, renderCall(context, call, storeName(context, call.recording.storage_bucket)));
    });
}

/** For people only; a machine without storage settings can still show a call. */
function storeName(context: CliContext, bucket: string | null): string {
  try {
    return configuredStore(context.config(), bucket).description;
  } catch {
    return 'the bucket';
  }
}
