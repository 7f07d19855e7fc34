import { stat } from 'node:fs/promises';
import { CallmillError } from '../errors/error.ts';
import { type LabelledRecording, readEvalManifest } from '../eval/manifest.ts';
import type { CliContext } from './context.ts';
import type { EvalOptions } from './eval-options.ts';
import { remark } from './output.ts';

/** Bad lines named before the rest is only counted. */
const SHOWN = 20;

/**
 * The recordings of a manifest that can be judged, as the options choose them. Bad lines are told of and passed over.
 *
 * @throws CallmillError usage when there is no such manifest, or nothing in it to judge
 */
export async function chosenRecordings(
  labelled: (recording: LabelledRecording) => boolean,
  { manifest, corpus, limit }: Pick<EvalOptions, 'manifest' | 'corpus' | 'limit'>,
  context: CliContext,
): Promise<readonly LabelledRecording[]> {
  const found = await stat(manifest).catch(() => null);
  if (found?.isFile() !== true) {
    throw new CallmillError('usage', `${manifest} is not a file that can be read`, {
      remedy: 'Check the path.',
    });
  }
  const { recordings, problems } = await readEvalManifest(manifest);
  for (const problem of problems.slice(0, SHOWN)) remark(context, `Left out, ${problem}`);
  if (problems.length > SHOWN) remark(context, `… and ${problems.length - SHOWN} more lines`);
  const judged = recordings.filter(labelled);
  const wanted = judged.filter((recording) => corpus.length === 0 || corpus.includes(recording.corpus));
  if (wanted.length === 0) {
    const names = [...new Set(judged.map((recording) => recording.corpus))].join(', ');
    throw new CallmillError('usage', 'No recording of the manifest can be judged here', {
      remedy: names === '' ? 'See docs/eval.md for what a line must say.' : `Its corpora are ${names}.`,
    });
  }
  return limit === undefined ? wanted : firstOfEach(wanted, limit);
}

function firstOfEach(recordings: readonly LabelledRecording[], limit: number): LabelledRecording[] {
  const taken = new Map<string, number>();
  return recordings.filter(({ corpus }) => {
    const count = (taken.get(corpus) ?? 0) + 1;
    taken.set(corpus, count);
    return count <= limit;
  });
}
