import type { Command } from 'commander';
import type { SpeakerEvaluation } from '../../eval/evaluation.ts';
import { hasSpeakers, scoreSpeakers } from '../../eval/score-speakers.ts';
import { summariseSpeakers } from '../../eval/summary.ts';
import { wholeNumber } from '../arguments.ts';
import type { CliContext } from '../context.ts';
import { addRunOptions, type EvalOptions } from '../eval-options.ts';
import { evaluate, finish } from '../evaluate.ts';
import { renderSpeakerEvaluation } from '../render/evaluation.ts';

interface SpeakersOptions extends EvalOptions {
  readonly knownCount?: true;
  readonly worst: number;
  readonly output?: string;
  readonly json?: true;
}

/** `callmill eval speakers`: how well speakers are told apart, in time and word by word. */
export function registerEvalSpeakers(group: Command, context: CliContext): void {
  const command = group
    .command('speakers')
    .description('Diarization error, words given to the wrong speaker, number of speakers.')
    .requiredOption('--manifest <file>', 'labelled recordings, one JSON line each (docs/eval.md)');
  addRunOptions(command)
    .option('--known-count', "tell how many speak, as a row's metadata may; unknown otherwise")
    .option('--worst <n>', 'how many of the worst recordings are named', wholeNumber, 10)
    .option('--output <file>', 'keep the result for "callmill eval compare"')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  callmill eval speakers --manifest corpus/manifest.jsonl --worst 5')
    .action(async (options: SpeakersOptions) => {
      const run = await measureSpeakers(options, context);
      await finish(run, options, context, {
        summary: summariseSpeakers,
        render: (result) => renderSpeakerEvaluation(result, options.worst),
      });
    });
}

/** @throws CallmillError see {@link evaluate} */
export async function measureSpeakers(
  options: EvalOptions & { readonly knownCount?: true },
  context: CliContext,
): Promise<SpeakerEvaluation> {
  const scoring = { knownCount: options.knownCount === true };
  const measured = await evaluate(
    { labelled: hasSpeakers, score: (recording, ears) => scoreSpeakers(recording, ears, scoring) },
    options,
    context,
  );
  const settings = scoring.knownCount ? [...measured.settings, '--known-count'] : measured.settings;
  return { kind: 'speakers', ...measured, settings };
}
