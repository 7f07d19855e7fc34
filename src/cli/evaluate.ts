import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { wallClock } from '../clock/clock.ts';
import { overrideSettings } from '../config/override.ts';
import { workDirectory } from '../config/paths.ts';
import type { EvaluationHeader } from '../eval/evaluation.ts';
import type { Ears } from '../eval/hear.ts';
import type { LabelledRecording } from '../eval/manifest.ts';
import { PeakMemory } from '../eval/peak-memory.ts';
import { scoreAll } from '../eval/run.ts';
import type { LocatedModel } from '../models/model.ts';
import type { CliContext } from './context.ts';
import { evalBar } from './eval-bar.ts';
import type { EvalOptions } from './eval-options.ts';
import { chosenRecordings } from './eval-recordings.ts';
import { print, printJson, remark } from './output.ts';
import { engineRoom, pipelineSettings } from './workbench.ts';

/** What is judged of each recording. */
export interface Measurement<S> {
  /** Whether the manifest says enough of a recording. */
  readonly labelled: (recording: LabelledRecording) => boolean;
  readonly score: (recording: LabelledRecording, ears: Ears) => Promise<S>;
}

/** A result without its kind. */
export type Measured<S> = EvaluationHeader & { scores: S[] };

/**
 * Takes the recordings of a manifest through the product's own stages, in its own engine processes.
 *
 * @throws CallmillError usage when no recording can be judged; model_* and what else is wrong with the machine
 */
export async function evaluate<S>(
  { labelled, score }: Measurement<S>,
  options: EvalOptions,
  context: CliContext,
): Promise<Measured<S>> {
  const settings = ['CALLMILL_LANGUAGE_MODEL=none', ...options.set];
  const config = overrideSettings(context.config(), settings);
  const recordings = await chosenRecordings(labelled, options, context);
  const memory = new PeakMemory();
  let models: readonly LocatedModel[] = [];
  const room = engineRoom(config, {
    onEvent: memory.onEvent,
    onReady: (ready) => {
      models = ready;
    },
  });
  using bar = evalBar(context, recordings.length);
  try {
    const ears: Ears = {
      engines: await room.open(context.signal),
      settings: pipelineSettings(config),
      workDirectory: workDirectory(config),
      signal: context.signal,
    };
    const scoreOne = async (recording: LabelledRecording) => {
      const scored = await score(recording, ears);
      await memory.sample();
      return scored;
    };
    const { scores, failed } = await scoreAll(recordings, scoreOne, {
      signal: context.signal,
      onDone: (done) => bar.update(done),
    });
    return {
      ...headerOf(options, models),
      failed: [...failed],
      peakMemoryMb: memory.megabytes,
      scores: [...scores],
    };
  } finally {
    await room.close();
  }
}

function headerOf(
  { set, seed, watts, kwhPrice }: EvalOptions,
  models: readonly LocatedModel[],
): Omit<EvaluationHeader, 'failed' | 'peakMemoryMb'> {
  return {
    format: 'callmill-eval-1',
    made: wallClock().toISOString(),
    machine: {
      processor: cpus()[0]?.model.trim() ?? 'unknown',
      cores: availableParallelism(),
      memoryMb: Math.round(totalmem() / 1024 / 1024),
    },
    models: Object.fromEntries(models.map(({ role, id }) => [role, id])),
    generated: models.some(({ generated }) => generated),
    settings: [...set],
    seed,
    costs: { watts, pricePerKwh: kwhPrice },
  };
}

interface Shown<R> {
  /** What `--json` adds to the scores. */
  readonly summary: (run: R) => unknown;
  readonly render: (run: R) => string;
}

/** Keeps a result where it is wanted, prints it, and says on the side what a reader of figures must not miss. */
export async function finish<R extends EvaluationHeader>(
  run: R,
  { output, json }: { readonly output?: string; readonly json?: true },
  context: CliContext,
  { summary, render }: Shown<R>,
): Promise<void> {
  const result = { ...run, summary: summary(run) };
  if (output !== undefined) await writeFile(output, `${JSON.stringify(result)}\n`);
  if (json === true) printJson(context, result);
  else print(context, render(run));
  if (run.generated) remark(context, 'A generated model answered: these figures mean nothing.');
  for (const { file, code } of run.failed) remark(context, `No result for ${file}: ${code}`);
  remark(context, `Intervals are 95 %, by resampling recordings with seed ${run.seed}.`);
}
