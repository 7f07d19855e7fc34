import type { Command } from 'commander';
import type { SpeechEvaluation } from '../../eval/evaluation.ts';
import { hasText, scoreSpeech } from '../../eval/score-speech.ts';
import { summariseSpeech } from '../../eval/summary.ts';
import { wholeNumber } from '../arguments.ts';
import type { CliContext } from '../context.ts';
import { addRunOptions, type EvalOptions } from '../eval-options.ts';
import { evaluate, finish } from '../evaluate.ts';
import { renderSpeechEvaluation } from '../render/evaluation.ts';

interface SpeechOptions extends EvalOptions {
  readonly worst: number;
  readonly output?: string;
  readonly json?: true;
}

/** `callmill eval speech`: how well words and their times are heard, how fast, and what it costs. */
export function registerEvalSpeech(group: Command, context: CliContext): void {
  const command = group
    .command('speech')
    .description('Word and character errors, word times, speed, memory and cost of transcription.')
    .requiredOption('--manifest <file>', 'labelled recordings, one JSON line each (docs/eval.md)');
  addRunOptions(command)
    .option('--worst <n>', 'how many of the worst recordings are named', wholeNumber, 10)
    .option('--output <file>', 'keep the result for "callmill eval compare"')
    .option('--json', 'print as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  callmill eval speech --manifest corpus/manifest.jsonl --output small.json\n' +
        '  callmill eval speech --manifest corpus/manifest.jsonl --set CALLMILL_SPEECH_MODEL=whisper-base.en',
    )
    .action(async (options: SpeechOptions) => {
      const run = await measureSpeech(options, context);
      await finish(run, options, context, {
        summary: summariseSpeech,
        render: (result) => renderSpeechEvaluation(result, options.worst),
      });
    });
}

/** @throws CallmillError see {@link evaluate} */
export async function measureSpeech(options: EvalOptions, context: CliContext): Promise<SpeechEvaluation> {
  return { kind: 'speech', ...(await evaluate({ labelled: hasText, score: scoreSpeech }, options, context)) };
}
