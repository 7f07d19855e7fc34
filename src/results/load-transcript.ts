import type { Connection } from '../database/connect.ts';
import type { StoredTranscript } from '../pipeline/reanalyse.ts';
import type { RecordingRow } from '../queue/read.ts';
import { loudnessOf } from './stored-loudness.ts';
import { segmentsOf } from './stored-segments.ts';

/** The stored transcript of a recording, null when it has none; one without a word still counts. */
export async function loadTranscript(
  connection: Connection,
  row: Pick<RecordingRow, 'id' | 'duration_seconds'>,
): Promise<StoredTranscript | null> {
  const transcription = await connection
    .selectFrom('ai_call_transcriptions')
    .select('id')
    .where('recording_id', '=', row.id)
    .executeTakeFirst();
  if (transcription === undefined || row.duration_seconds === null) return null;
  return {
    ...(await segmentsOf(connection, row.id)),
    loudness: await loudnessOf(connection, row.id),
    durationMs: row.duration_seconds * 1000,
  };
}
