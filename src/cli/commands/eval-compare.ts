import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { CallmillError } from '../../errors/error.ts';
import { compareEvaluations } from '../../eval/compare.ts';
import { type Evaluation, readEvaluation } from '../../eval/evaluation.ts';
import { oneOf } from '../arguments.ts';
import type { CliContext } from '../context.ts';
import { addRunOptions, type EvalOptions } from '../eval-options.ts';
import { print, printJson } from '../output.ts';
import { renderComparison } from '../render/comparison.ts';
import { measureSpeakers } from './eval-speakers.ts';
import { measureSpeech } from './eval-speech.ts';

interface CompareOptions extends Omit<EvalOptions, 'manifest'> {
  readonly manifest?: string;
  readonly kind: 'speech' | 'speakers';
  readonly report?: string;
  readonly json?: true;
}

/** `callmill eval compare`: two results, or two sets of settings, side by side with a paired test. */
export function registerEvalCompare(group: Command, context: CliContext): void {
  const command = group
    .command('compare')
    .description('Two results or two models side by side, with a paired test, as Markdown.')
    .argument('<a>', 'a file of --output, or settings: NAME=VALUE[,NAME=VALUE…]')
    .argument('<b>', 'the same of the other')
    .option('--manifest <file>', 'labelled recordings, for settings')
    .option(
      '--kind <kind>',
      'what to measure with settings: speech or speakers',
      oneOf('speech', 'speakers'),
      'speech',
    );
  addRunOptions(command)
    .option('--report <file>', 'write the Markdown to a file too')
    .option('--json', 'print as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  callmill eval compare small.json large.json --report report.md\n' +
        '  callmill eval compare CALLMILL_SPEECH_MODEL=whisper-tiny.en CALLMILL_SPEECH_MODEL=whisper-base.en ' +
        '--manifest corpus/manifest.jsonl',
    )
    .action(async (first: string, second: string, options: CompareOptions) => {
      const a = await evaluationOf(first, options, context);
      const b = await evaluationOf(second, options, context);
      const comparison = compareEvaluations(a, b, options.seed);
      const markdown = renderComparison(comparison, [first, second]);
      if (options.report !== undefined) await writeFile(options.report, `${markdown}\n`);
      if (options.json === true) {
        const { a: _a, b: _b, ...compared } = comparison;
        printJson(context, compared);
      } else print(context, markdown);
    });
}

/** Reads a result, or makes one. */
async function evaluationOf(
  given: string,
  options: CompareOptions,
  context: CliContext,
): Promise<Evaluation> {
  if (!/^[A-Z0-9_]+=/.test(given)) return await readEvaluation(given);
  const { manifest, kind } = options;
  if (manifest === undefined) {
    throw new CallmillError('usage', 'Settings need --manifest, the recordings to compare them on');
  }
  const run = { ...options, manifest, set: [...options.set, ...given.split(',')] };
  return kind === 'speech' ? await measureSpeech(run, context) : await measureSpeakers(run, context);
}
