import type { Command } from 'commander';
import { analyseCall } from '../../analysis/analyse.ts';
import { readConfigDocument } from '../../analysis/config/document.ts';
import { BUILT_IN_CONFIG, mergeConfig } from '../../analysis/config/merge.ts';
import type { Analysis } from '../../analysis/schema.ts';
import { redactTranscript } from '../../pii/redact.ts';
import { computeSpeakerMetrics, type SpeakerMetrics } from '../../speakers/metrics.ts';
import { oneOf } from '../arguments.ts';
import type { CliContext } from '../context.ts';
import { type AnalystName, openAnalyst } from '../open-analyst.ts';
import { print, printJson, remark } from '../output.ts';
import { readText } from '../read-text.ts';
import { readTranscript } from '../read-transcript.ts';
import { renderAnalysis } from '../render/analysis.ts';
import { pipelineSettings } from '../workbench.ts';

interface AnalyseOptions {
  readonly transcript: string;
  readonly config?: string;
  readonly engine?: AnalystName;
  readonly json?: true;
}

/** `callmill analyse --transcript FILE.json`: the last stage on one transcript, without audio and database. */
export function registerAnalyse(program: Command, context: CliContext): void {
  program
    .command('analyse')
    .description('Analyse one transcript; no database needed.')
    .requiredOption(
      '--transcript <file>',
      'JSON of "callmill show --json" or "transcribe --json", or a list of turns with speaker_role and text',
    )
    .option(
      '--config <file>',
      'what calls are judged by: topics, actions, rubric, compliance rules (docs/analysis.md)',
    )
    .option(
      '--engine <name>',
      'rules, local or http; as configured when absent',
      oneOf('rules', 'local', 'http'),
    )
    .option('--json', 'print everything as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  callmill analyse --transcript call.json --config bank.json --engine rules',
    )
    .action(async (options: AnalyseOptions) => {
      const { analysis, metrics } = await analyseFile(options, context);
      if (options.engine === 'local' && analysis.fallbackReason !== null) {
        remark(context, `The language model did not answer (${analysis.fallbackReason}): the rules did.`);
      }
      if (options.json === true) printJson(context, { metrics, analysis });
      else print(context, renderAnalysis(analysis, metrics));
    });
}

async function analyseFile(
  { transcript, config: file, engine }: AnalyseOptions,
  context: CliContext,
): Promise<{ readonly analysis: Analysis; readonly metrics: SpeakerMetrics }> {
  const { segments: spoken, durationMs } = readTranscript(await readText(transcript));
  const config =
    file === undefined
      ? BUILT_IN_CONFIG
      : mergeConfig([readConfigDocument(await readText(file), 'of the file')]);
  const { redaction, analysisTimeoutMs: timeoutMs } = pipelineSettings(context.config());
  // A file may come from anywhere: analysis never sees a word that redaction has not passed.
  const segments =
    redaction === null
      ? spoken
      : redactTranscript(spoken, redaction, { durationMs, knownNames: [] }).segments;
  const metrics = computeSpeakerMetrics(spoken, durationMs);
  const { model, close } = await openAnalyst(engine, context);
  try {
    const input = { segments, metrics, durationMs, config };
    const analysis = await analyseCall(input, { languageModel: model, timeoutMs }, context.signal);
    return { analysis, metrics };
  } finally {
    await close?.();
  }
}
