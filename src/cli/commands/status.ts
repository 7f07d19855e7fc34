import type { Command } from 'commander';
import { sleep, wallClock } from '../../clock/clock.ts';
import type { Database } from '../../database/connect.ts';
import { databaseError } from '../../database/errors.ts';
import { loadStatus } from '../../queue/status.ts';
import type { CliContext } from '../context.ts';
import { print, printJson } from '../output.ts';
import { renderStatus } from '../render/status.ts';
import { withDatabase } from '../with-database.ts';

const REDRAW_MS = 2000;
/** Cursor home, clear to the end of the screen: less flicker than clearing first. */
const REDRAW = '\u001b[H\u001b[J';

/** `callmill status`: the queue, the fleet and what failed; with `--watch` again and again. */
export function registerStatus(program: Command, context: CliContext): void {
  program
    .command('status')
    .description('Show the queue by tenant and band, the workers, throughput and failures.')
    .option('--watch', 'draw anew every two seconds until Ctrl-C')
    .option('--json', 'print as JSON; with --watch one line each time')
    .addHelpText('after', '\nExamples:\n  callmill status\n  callmill status --watch')
    .action(async (options: { watch?: true; json?: true }) => {
      await withDatabase(context, async (database) => {
        if (options.watch === true) return await watch(context, database, options.json === true);
        const status = await loadStatus(database);
        if (options.json === true) printJson(context, status);
        else print(context, renderStatus(status));
      });
    });
}

/** A database that is away is part of the picture: says so and looks again. */
async function watch(context: CliContext, database: Database, json: boolean): Promise<void> {
  const terminal = 'isTTY' in context.out && context.out.isTTY === true;
  while (!context.signal.aborted) {
    const picture = await loadStatus(database).then(
      (status) => (json ? JSON.stringify(status) : renderStatus(status)),
      (thrown: unknown) => {
        const { code, explanation } = databaseError(thrown, 'worker');
        return json ? JSON.stringify({ error: code }) : explanation;
      },
    );
    if (json) print(context, picture);
    else {
      const heading = `callmill status at ${wallClock().toISOString().slice(0, 19)}Z, Ctrl-C ends`;
      context.out.write(`${terminal ? REDRAW : ''}${heading}\n\n${picture}\n${terminal ? '' : '\n'}`);
    }
    await sleep(REDRAW_MS, context.signal).catch(() => undefined);
  }
}
