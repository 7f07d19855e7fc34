import type { Command } from 'commander';
import { workDirectory } from '../../config/paths.ts';
import type { Config } from '../../config/settings.ts';
import { checkBoard } from '../../doctor/check-board.ts';
import { checkDatabase } from '../../doctor/check-database.ts';
import { checkDisk, checkFfmpeg, checkNode, checkPort } from '../../doctor/check-machine.ts';
import { checkMemory } from '../../doctor/check-memory.ts';
import { checkModels } from '../../doctor/check-models.ts';
import { checkStorage } from '../../doctor/check-storage.ts';
import { examine } from '../../doctor/examine.ts';
import type { Finding } from '../../doctor/finding.ts';
import type { CliContext } from '../context.ts';
import { configuredStore } from '../open-store.ts';
import { print, printJson, table } from '../output.ts';
import { planFor } from '../plan-request.ts';
import { withDatabase } from '../with-database.ts';
import { engineRoom } from '../workbench.ts';

/** `callmill doctor`: everything a worker needs, looked at one by one, with the remedy for what is wrong. */
export function registerDoctor(program: Command, context: CliContext): void {
  program
    .command('doctor')
    .description('Check this machine, the database, the bucket and the models.')
    .option('--json', 'print the findings as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  callmill doctor\n\nExits 1 when something is broken; warnings do not count.',
    )
    .action(async (options: { json?: true }) => {
      const findings = await examineAll(context);
      if (options.json === true) printJson(context, findings);
      else print(context, render(findings));
      if (findings.some((finding) => finding.level === 'failure')) process.exitCode = 1;
    });
}

async function examineAll(context: CliContext): Promise<readonly Finding[]> {
  const config = context.config();
  const room = engineRoom(config);
  return await examine({
    node: checkNode,
    board: () => checkBoard(demandsCuda(config) ? 'cuda' : config.provider),
    memory: () => checkMemory(() => planFor(config, { callMinutes: 5, measured: {} })),
    ffmpeg: checkFfmpeg,
    disk: () => checkDisk(workDirectory(config)),
    port: () => checkPort(config.httpHost, config.httpPort),
    database: () => withDatabase(context, checkDatabase),
    storage: async () => await checkStorage(configuredStore(config, null), context.signal),
    models: () => checkModels(() => room.tryAll(context.signal)),
  });
}

function demandsCuda(config: Config): boolean {
  const { provider, speechProvider, diarizationProvider, languageProvider } = config;
  return [speechProvider, diarizationProvider, languageProvider].some((own) => (own ?? provider) === 'cuda');
}

const MARKS = { ok: 'ok', warning: 'WARNING', failure: 'FAILURE' } as const;

function render(findings: readonly Finding[]): string {
  const rows = findings.map(({ level, name, detail }) => [MARKS[level], name, detail]);
  const remedies = findings.flatMap(({ name, remedy }) =>
    remedy === undefined ? [] : `  ${name}: ${remedy}`,
  );
  const list = table(['', 'what', 'finding'], rows);
  return remedies.length === 0 ? list : `${list}\n\nTo do:\n${remedies.join('\n')}`;
}
