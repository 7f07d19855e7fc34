import type { Command } from 'commander';
import { cacheDirectory } from '../../config/paths.ts';
import { manifestEntry } from '../../models/manifest.ts';
import { prunableModels, pruneModel } from '../../models/prune.ts';
import type { CliContext } from '../context.ts';
import { modelsInUse } from '../models-in-use.ts';
import { print, printJson } from '../output.ts';

interface Options {
  readonly keep?: readonly string[];
  readonly dryRun?: true;
  readonly json?: true;
}

/** `callmill models prune`: makes room on a board whose models were changed. */
export function registerModelsPrune(models: Command, context: CliContext): void {
  models
    .command('prune')
    .description(
      'Remove pulled models that the configuration does not name; CALLMILL_MODELS_DIR is never touched.',
    )
    .option('--keep <ids...>', 'models to keep besides')
    .option('--dry-run', 'say what would go, remove nothing')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExample:\n  callmill models prune --dry-run')
    .action(async (options: Options) => {
      const keep = new Set([...(await modelsInUse(context.config())), ...(options.keep ?? []).map(known)]);
      const found = await prunableModels(cacheDirectory(context.config()), keep);
      const dry = options.dryRun === true;
      if (!dry) for (const one of found) await pruneModel(one, context.signal);
      if (options.json === true) return printJson(context, { removed: found, dryRun: dry, kept: [...keep] });
      const megabytes = found.reduce((sum, { bytes }) => sum + bytes, 0) / 1_000_000;
      for (const { id, bytes } of found) print(context, `${id}  ${(bytes / 1_000_000).toFixed(1)} MB`);
      print(
        context,
        `${found.length} model(s), ${megabytes.toFixed(1)} MB ${dry ? 'would be' : ''} removed.`.replace(
          '  ',
          ' ',
        ),
      );
    });
}

/** Refuses a slip of the finger: what is not kept is deleted. */
function known(id: string): string {
  return manifestEntry(id).id;
}
