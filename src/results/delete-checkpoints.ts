import type { Connection } from '../database/connect.ts';

/** Part of the result transaction: what was kept for another attempt goes with the last one. By primary key. */
export async function deleteCheckpoints(connection: Connection, recordingId: number): Promise<void> {
  await connection.deleteFrom('ai_call_checkpoints').where('recording_id', '=', recordingId).execute();
}
