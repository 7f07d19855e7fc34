import { stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { workDirectory } from '../../config/paths.ts';
import { CallmillError } from '../../errors/error.ts';
import type { CallResult } from '../../pipeline/result.ts';
import { runPipeline } from '../../pipeline/run.ts';
import { makeScratch, removeScratch } from '../../pipeline/scratch.ts';
import { StageClock } from '../../pipeline/stage-clock.ts';
import { LocalStore } from '../../storage/local-store.ts';
import { renderSrt } from '../../transcript/srt.ts';
import { renderVtt } from '../../transcript/vtt.ts';
import type { CliContext } from '../context.ts';
import { print, printJson, remark } from '../output.ts';
import { StageProgress } from '../progress.ts';
import { renderResult } from '../render/result.ts';
import { engineRoom, pipelineSettings } from '../workbench.ts';

interface TranscribeOptions {
  readonly json?: true;
  readonly srt?: true;
  readonly vtt?: true;
}

/** `callmill transcribe FILE`: the whole path on one file, without a database; the fastest way to see it work. */
export function registerTranscribe(program: Command, context: CliContext): void {
  program
    .command('transcribe')
    .description('Transcribe, redact and analyse one file; no database needed.')
    .argument('<file>', 'audio or video file')
    .option('--json', 'print everything as JSON')
    .option('--srt', 'print SRT captions')
    .option('--vtt', 'print WebVTT captions')
    .addHelpText('after', '\nExample:\n  callmill transcribe call.wav --srt > call.srt')
    .action(async (file: string, options: TranscribeOptions) => {
      if ([options.json, options.srt, options.vtt].filter(Boolean).length > 1) {
        throw new CallmillError('usage', 'Give one of --json, --srt and --vtt');
      }
      const result = await transcribeFile(file, context);
      if (result.speechModel.generated) {
        remark(
          context,
          'No speech weights were found: a generated model answered, and its transcript means nothing.',
        );
      }
      if (options.json === true) printJson(context, result);
      else if (options.srt === true) print(context, renderSrt(result.segments).trimEnd());
      else if (options.vtt === true) print(context, renderVtt(result.segments).trimEnd());
      else print(context, renderResult(context, result));
    });
}

async function transcribeFile(file: string, context: CliContext): Promise<CallResult> {
  const found = await stat(file).catch(() => null);
  if (found?.isFile() !== true) {
    throw new CallmillError('usage', `${file} is not a file that can be read`, { remedy: 'Check the path.' });
  }
  const config = context.config();
  const room = engineRoom(config);
  const scratch = await makeScratch(workDirectory(config));
  const progress = new StageProgress(context);
  try {
    const path = resolve(file);
    return await runPipeline(
      {
        source: { kind: 'object', bucket: null, key: basename(path) },
        expectedBytes: null,
        expectedSha256: null,
        direction: null,
        channelRoles: null,
        agentName: null,
        customerName: null,
        expectedSpeakers: null,
      },
      {
        // Nothing is written beside the caller's file.
        settings: { ...pipelineSettings(config), redactedAudio: 'off' },
        engines: (signal) => room.open(signal),
        transcriptModels: () => room.transcriptModels(),
        store: () => new LocalStore(dirname(path)),
      },
      { clock: new StageClock(progress), scratch, signal: context.signal },
    );
  } finally {
    progress.end();
    await removeScratch(scratch);
    await room.close();
  }
}
