import type { Command } from 'commander';
import { type ConfigDocument, readConfigDocument } from '../../analysis/config/document.ts';
import { mergeConfig } from '../../analysis/config/merge.ts';
import type { CliContext } from '../context.ts';
import { print } from '../output.ts';
import { readText } from '../read-text.ts';

/** `callmill analysis-config`: what calls are judged by, before it is written to `ai_analysis_configs`. */
export function registerAnalysisConfig(program: Command, context: CliContext): void {
  program
    .command('analysis-config')
    .description('What calls are judged by, as JSON documents (docs/analysis.md).')
    .command('check')
    .description('Validate documents and print the config_hash of calls judged by them; no database needed.')
    .argument(
      '<file...>',
      'one document a tier: global, campaign, direction, client, as far as there are any',
    )
    .addHelpText('after', '\nExample:\n  callmill analysis-config check everybody.json bank.json')
    .action(async (files: readonly string[]) => {
      const documents: ConfigDocument[] = [];
      for (const file of files) documents.push(readConfigDocument(await readText(file), `in ${file}`));
      print(context, mergeConfig(documents).hash);
    });
}
