import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { currentEnvironment } from '../../config/load.ts';
import type { EngineSettings } from '../../inference/model-engine.ts';
import { type SmokeResult, smokeTest } from '../../inference/smoke.ts';
import type { CliContext } from '../context.ts';
import { print, printJson, table } from '../output.ts';
import { engineEnvironment } from '../workbench.ts';

interface SmokeOptions {
  readonly provider: EngineSettings['provider'];
  readonly json?: true;
}

/** `callmill smoke`: proves that the native runtimes of an image or a board work. Needs no database and no bucket. */
export function registerSmoke(program: Command, context: CliContext): void {
  program
    .command('smoke')
    .description('Let every native runtime do a little work on generated models; fails when one does not.')
    .addOption(
      new Option('--provider <provider>', 'cuda: fail unless every runtime really uses CUDA')
        .choices(['auto', 'cpu', 'cuda'])
        .default('auto'),
    )
    .option('--json', 'print the results as JSON')
    .addHelpText('after', '\nExample:\n  callmill smoke --provider cuda')
    .action(async ({ provider, json }: SmokeOptions) => {
      const directory = await mkdtemp(join(tmpdir(), 'callmill-smoke-'));
      try {
        const settings = {
          provider,
          threads: 1,
          env: engineEnvironment({ cudaVisibleDevices: currentEnvironment()['CUDA_VISIBLE_DEVICES'] }),
        };
        const results = await smokeTest(directory, settings, context.signal);
        if (json === true) printJson(context, results.map(plain));
        else print(context, render(results));
        if (results.some(({ error }) => error !== null)) process.exitCode = 1;
      } finally {
        await rm(directory, { recursive: true, force: true });
      }
    });
}

function plain({ runtime, provider, error }: SmokeResult) {
  return {
    runtime,
    provider,
    error: error === null ? null : { code: error.code, message: error.explanation },
  };
}

function render(results: readonly SmokeResult[]): string {
  const rows = results.map(({ runtime, provider, error }) => [
    error === null ? 'ok' : 'FAILURE',
    runtime,
    error === null ? `works on ${provider}` : `${error.code}: ${error.explanation}`,
  ]);
  return table(['', 'runtime', 'result'], rows);
}
