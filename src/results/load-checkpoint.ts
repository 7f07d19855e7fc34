import type { Connection } from '../database/connect.ts';
import type { Checkpoint } from '../pipeline/checkpoints.ts';
import { CHECKPOINT_FORMAT, unpackCheckpoint } from './checkpoint-payload.ts';
import { KEPT_STAGE } from './save-checkpoint.ts';

/** What an earlier attempt kept, by primary key; null when there is none that this version can read. */
export async function loadCheckpoint(
  connection: Connection,
  recordingId: number,
): Promise<Checkpoint | null> {
  const row = await connection
    .selectFrom('ai_call_checkpoints')
    .select(['audio_sha256', 'audio_etag', 'model_sha256', 'settings_hash', 'payload'])
    .where('recording_id', '=', recordingId)
    .where('stage', '=', KEPT_STAGE)
    .where('format_version', '=', CHECKPOINT_FORMAT)
    .executeTakeFirst();
  if (row === undefined) return null;
  const heard = await unpackCheckpoint(row.payload);
  if (heard === null || heard.audio.sha256 !== row.audio_sha256) return null;
  const { model_sha256: modelSha256, settings_hash: settingsHash, audio_etag: etag } = row;
  return { recipe: { modelSha256, settingsHash }, etag, heard };
}
