import { estimatedBytes } from '../audio/size.ts';
import type { Download } from '../storage/store.ts';
import type { Call } from './call.ts';
import { listen } from './listen.ts';
import type { PipelineRun } from './pipeline-run.ts';
import { Recall } from './recall.ts';
import { recipeOf } from './recipe.ts';
import type { HeardCall } from './result.ts';
import { fetchAudio } from './stages/fetch.ts';
import type { PipelineTools } from './tools.ts';

/** Bytes to listen to, or the proof that somebody has. */
type Fetched = { readonly heard: HeardCall } | { readonly download: Download };

/**
 * A call from its source to redacted words: `fetch` to `redact`, or as few of them as finished work leaves to do. Kept
 * work of an earlier attempt costs one look at the object's version; a transcript of the same audio in another
 * recording costs the download, which is what tells that it is the same.
 *
 * @throws CallmillError with the stage it arose in
 */
export async function hearCall(call: Call, tools: PipelineTools, run: PipelineRun): Promise<HeardCall> {
  const { clock, scratch, signal } = run;
  const recall = await openRecall(call, tools, run);
  const fetched = await clock.run('fetch', async (advance): Promise<Fetched> => {
    const unchanged = await recall?.unchanged(signal);
    if (unchanged) return { heard: unchanged };
    await run.room?.reserve(call.expectedBytes === null ? null : estimatedBytes(call.expectedBytes));
    const download = await fetchAudio(call, tools, scratch, advance, signal);
    const heard = recall?.sameBytes(download) ?? (await recall?.fromTwin(download, scratch, signal));
    return heard ? { heard } : { download };
  });
  if ('download' in fetched) return await listen(call, fetched.download, recall, tools, run);
  run.onAudioLength?.(fetched.heard.audio.durationMs / 1000);
  return fetched.heard;
}

async function openRecall(call: Call, tools: PipelineTools, run: PipelineRun): Promise<Recall | null> {
  if (run.checkpoints === undefined) return null;
  const recipe = recipeOf(call, await tools.transcriptModels(), tools.settings);
  return new Recall(call, tools, run.checkpoints, recipe, run.anew === true);
}
