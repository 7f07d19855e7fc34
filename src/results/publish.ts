import type { Connection, Database } from '../database/connect.ts';
import { databaseError } from '../database/errors.ts';
import { CallmillError } from '../errors/error.ts';
import type { CallAnalysis, CallResult, StageMs } from '../pipeline/result.ts';
import { endAttempt } from '../queue/attempts.ts';
import type { Claim } from '../queue/claim.ts';
import { complete, type RecordingFacts } from '../queue/complete.ts';
import { deleteCheckpoints } from './delete-checkpoints.ts';
import { replaceAnalysis } from './write-analysis.ts';
import { replaceTranscript } from './write-transcript.ts';

/**
 * Writes everything a call has and marks the row completed, in one transaction. The status comes first: it takes the
 * row's lock and proves the token, so a worker that lost the row writes nothing.
 *
 * Safe to call again after a connection was lost in the middle of COMMIT: when the first try did commit, the attempt
 * says so and the second does nothing.
 *
 * @throws CallmillError lease_lost, database_unavailable
 */
export async function publish(
  database: Database,
  claim: Claim,
  result: CallResult,
  stageMs: StageMs,
): Promise<void> {
  const facts: RecordingFacts = {
    sizeBytes: result.audio.sizeBytes,
    sha256: result.audio.sha256,
    mimeType: result.audio.mimeType,
    durationSeconds: result.audio.durationMs / 1000,
    channels: result.audio.channels,
    redactedStorageKey: result.redactedKey,
  };
  await publishOnce(database, claim, facts, stageMs, async (transaction) => {
    await replaceTranscript(transaction, claim.recordingId, result);
    await replaceAnalysis(transaction, claim.recordingId, result);
  });
}

/**
 * The same for an analysis that was made again: transcript and audio stay as they are.
 *
 * @throws CallmillError lease_lost, database_unavailable
 */
export async function publishAnalysis(
  database: Database,
  claim: Claim,
  result: CallAnalysis,
  stageMs: StageMs,
): Promise<void> {
  await publishOnce(database, claim, null, stageMs, (transaction) =>
    replaceAnalysis(transaction, claim.recordingId, result),
  );
}

async function publishOnce(
  database: Database,
  claim: Claim,
  facts: RecordingFacts | null,
  stageMs: StageMs,
  writeResults: (transaction: Connection) => Promise<void>,
): Promise<void> {
  try {
    await database.kysely.transaction().execute(async (transaction) => {
      const owned = await complete(transaction, claim, facts);
      if (!owned)
        throw new CallmillError('lease_lost', 'The row has another owner now', { stage: 'publish' });
      await writeResults(transaction);
      await deleteCheckpoints(transaction, claim.recordingId);
      await endAttempt(transaction, claim, 'completed', stageMs, null);
    });
  } catch (thrown) {
    const error = databaseError(thrown, 'publish');
    if (error.code === 'lease_lost' && (await wasPublished(database, claim))) return;
    throw error;
  }
}

async function wasPublished(database: Database, claim: Claim): Promise<boolean> {
  const attempt = await database.kysely
    .selectFrom('ai_call_attempts')
    .select('outcome')
    .where('recording_id', '=', claim.recordingId)
    .where('claim_token', '=', claim.token)
    .executeTakeFirst();
  return attempt?.outcome === 'completed';
}
