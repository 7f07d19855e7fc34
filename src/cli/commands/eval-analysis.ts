import type { Command } from 'commander';
import { z } from 'zod';
import { analyseCall } from '../../analysis/analyse.ts';
import type { LanguageModel } from '../../analysis/language-model.ts';
import { CallmillError } from '../../errors/error.ts';
import { Labels } from '../../eval/analysis/labels.ts';
import { type AnalysisFigures, type JudgedCall, scoreAnalyses } from '../../eval/analysis/score.ts';
import { jsonLines } from '../../pii/documents/json-lines.ts';
import { computeSpeakerMetrics } from '../../speakers/metrics.ts';
import { oneOf, wholeNumber } from '../arguments.ts';
import type { CliContext } from '../context.ts';
import { openAnalyst } from '../open-analyst.ts';
import { print, printJson, remark } from '../output.ts';
import { readTranscript } from '../read-transcript.ts';
import { renderAnalysisFigures } from '../render/analysis-evaluation.ts';
import { pipelineSettings } from '../workbench.ts';

interface Options {
  readonly corpus: string;
  readonly engine?: 'rules' | 'local' | 'http';
  readonly repeat: number;
  readonly seed: number;
  readonly json?: true;
}

const Line = z.object({
  id: z.string().min(1),
  transcript: z.unknown(),
  labels: Labels.default({}),
  paraphrase_of: z.string().nullable().default(null),
});
type LabelledCall = Omit<JudgedCall, 'analyses'> & { readonly durationMs: number };

/** `callmill eval analysis`: an analyser beside the rules, which any model must beat. */
export function registerEvalAnalysis(group: Command, context: CliContext): void {
  group
    .command('analysis')
    .description('Measure an analyser on labelled calls, beside the rules as the control.')
    .requiredOption(
      '--corpus <file>',
      'JSON lines {"id", "transcript", "labels", "paraphrase_of"} (docs/eval.md)',
    )
    .option(
      '--engine <name>',
      'rules, local or http; as configured when absent',
      oneOf('rules', 'local', 'http'),
    )
    .option('--repeat <times>', 'how often each call is asked', wholeNumber, 2)
    .option('--seed <number>', 'of the intervals', wholeNumber, 1)
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  callmill eval analysis --corpus calls.jsonl --engine local')
    .action(async (options: Options) => {
      const calls = await readCalls(options.corpus, context);
      const { model, close } = await openAnalyst(options.engine, context);
      try {
        const byRules = await judge(calls, null, 1, context);
        const control = scoreAnalyses(byRules, 'rule_based', options.seed);
        const figures: Record<string, AnalysisFigures> = { rules: control };
        if (model !== null) {
          const judged = await judge(calls, model, options.repeat, context);
          figures[(await model.info(context.signal)).id] = scoreAnalyses(
            judged,
            'llm',
            options.seed,
            byRules,
          );
        }
        if (options.json === true) printJson(context, figures);
        else print(context, renderAnalysisFigures(figures));
      } finally {
        await close?.();
      }
    });
}

/** A line that cannot be read is named and left out. */
async function readCalls(path: string, context: CliContext): Promise<LabelledCall[]> {
  const calls: LabelledCall[] = [];
  for await (const { number, text } of jsonLines(path)) {
    try {
      const { id, transcript, labels, paraphrase_of } = Line.parse(JSON.parse(text));
      calls.push({ id, labels, paraphraseOf: paraphrase_of, ...readTranscript(JSON.stringify(transcript)) });
    } catch {
      remark(context, `Line ${number} is no labelled call and is left out.`);
      process.exitCode = 1;
    }
  }
  if (calls.length === 0) throw new CallmillError('not_found', `${path} holds no labelled call`);
  return calls;
}

async function judge(
  calls: readonly LabelledCall[],
  languageModel: LanguageModel | null,
  repeat: number,
  context: CliContext,
): Promise<JudgedCall[]> {
  const { analysisTimeoutMs: timeoutMs } = pipelineSettings(context.config());
  const judged: JudgedCall[] = [];
  for (const { durationMs, ...call } of calls) {
    const { segments } = call;
    const input = { segments, metrics: computeSpeakerMetrics(segments, durationMs), durationMs };
    const analyses = [];
    for (let time = 0; time < repeat; time += 1)
      analyses.push(await analyseCall(input, { languageModel, timeoutMs }, context.signal));
    judged.push({ ...call, analyses });
  }
  return judged;
}
