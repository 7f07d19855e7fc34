import { databaseError } from '../database/errors.ts';
import type { CallmillError } from '../errors/error.ts';
import { type Call, callFromRow } from '../pipeline/call.ts';
import type { PipelineRun } from '../pipeline/pipeline-run.ts';
import { reanalyse, type StoredTranscript } from '../pipeline/reanalyse.ts';
import { requestOf } from '../pipeline/requested-stages.ts';
import type { CallAnalysis, CallResult } from '../pipeline/result.ts';
import { runPipeline } from '../pipeline/run.ts';
import { makeScratch, removeScratch } from '../pipeline/scratch.ts';
import type { PipelineTools } from '../pipeline/tools.ts';
import type { Claim } from '../queue/claim.ts';
import type { RecordingRow } from '../queue/read.ts';
import { loadTranscript } from '../results/load-transcript.ts';
import type { JobContext } from './job-context.ts';
import { RowCheckpoints } from './row-checkpoints.ts';
import type { Shared } from './shared.ts';
import { toolsForCall } from './tools-for-call.ts';

/** What a job has to publish. */
export type Work =
  | { readonly kind: 'call'; readonly result: CallResult }
  | { readonly kind: 'analysis'; readonly result: CallAnalysis };

/** What a job lends to its work. */
export interface WorkRun extends Pick<PipelineRun, 'clock' | 'signal' | 'onAudioLength'> {
  readonly shared: Shared;
}

/**
 * Does what a row asks for: everything, or its analysis once more. A recording without a transcript is heard whatever
 * it asks for.
 *
 * @param onMissed told of checkpoints that could not be read or kept
 * @throws CallmillError invalid_row and whatever the stages throw
 */
export async function doWork(
  row: RecordingRow,
  claim: Claim,
  { database, settings, tools: common }: JobContext,
  { shared, ...rest }: WorkRun,
  onMissed: (error: CallmillError) => void,
): Promise<Work> {
  const run = { ...rest, onDevice: shared.onDevice };
  const call = callFromRow(row);
  const tools = await ownTools(call, common);
  const request = requestOf(row.requested_stages);
  if (request === 'analyse') {
    const stored = await transcriptOf(row, { database });
    if (stored !== null) return { kind: 'analysis', result: await reanalyse(stored, call, tools, run) };
  }
  const scratch = await makeScratch(settings.workDirectory);
  try {
    const checkpoints = new RowCheckpoints(database, claim, row, onMissed);
    const result = await runPipeline(call, tools, {
      ...run,
      room: shared.room(scratch),
      scratch,
      checkpoints,
      anew: request === 'anew',
    });
    return { kind: 'call', result };
  } finally {
    await removeScratch(scratch);
  }
}

async function ownTools({ scope }: Call, common: PipelineTools): Promise<PipelineTools> {
  try {
    return await toolsForCall(scope, common);
  } catch (thrown) {
    throw databaseError(thrown, 'claim');
  }
}

async function transcriptOf(
  row: RecordingRow,
  { database }: Pick<JobContext, 'database'>,
): Promise<StoredTranscript | null> {
  try {
    return await loadTranscript(database.kysely, row);
  } catch (thrown) {
    throw databaseError(thrown, 'analyse');
  }
}
