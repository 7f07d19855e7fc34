import { sql } from 'kysely';
import type { Connection } from '../database/connect.ts';
import type { Checkpoint } from '../pipeline/checkpoints.ts';
import type { Claim } from '../queue/claim.ts';
import { CHECKPOINT_FORMAT, packCheckpoint } from './checkpoint-payload.ts';

/** The stage after which a call is kept. */
export const KEPT_STAGE = 'redact';

/**
 * Keeps what an attempt has finished, or replaces what an earlier one kept.
 *
 * One INSERT … SELECT whose source is the claimed row itself: without the token it selects nothing and writes nothing.
 * The row is read FOR UPDATE in a derived table (as the claim does; its LIMIT keeps the optimiser from merging it), so a
 * sweep cannot hand the row to another worker between the look at the token and the write.
 *
 * @returns false when the token is no longer the row's
 */
export async function saveCheckpoint(
  connection: Connection,
  claim: Claim,
  { recipe, etag, heard }: Checkpoint,
): Promise<boolean> {
  const payload = await packCheckpoint(heard);
  const result = await sql`
    INSERT INTO ai_call_checkpoints
      (recording_id, stage, claim_token, audio_sha256, audio_etag, model_sha256, settings_hash, format_version,
       payload, created_at)
    SELECT owned.id, ${KEPT_STAGE}, ${claim.token}, ${heard.audio.sha256}, ${storableEtag(etag)},
           ${recipe.modelSha256}, ${recipe.settingsHash}, ${CHECKPOINT_FORMAT}, ${payload}, UTC_TIMESTAMP(6)
    FROM (
      SELECT id FROM ai_call_recordings
      WHERE id = ${claim.recordingId} AND claim_token = ${claim.token} AND processing_status = 'processing'
      LIMIT 1
      FOR UPDATE
    ) AS owned
    ON DUPLICATE KEY UPDATE
      claim_token = VALUES(claim_token),
      audio_sha256 = VALUES(audio_sha256),
      audio_etag = VALUES(audio_etag),
      model_sha256 = VALUES(model_sha256),
      settings_hash = VALUES(settings_hash),
      format_version = VALUES(format_version),
      payload = VALUES(payload),
      created_at = VALUES(created_at)`.execute(connection);
  return (result.numAffectedRows ?? 0n) > 0n;
}

/** A version too long for its column is none: the next attempt then compares the bytes. */
function storableEtag(etag: string | null): string | null {
  return etag === null || etag.length > 191 ? null : etag;
}
