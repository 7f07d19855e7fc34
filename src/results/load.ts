import type { Selectable } from 'kysely';
import type { Database } from '../database/connect.ts';
import { databaseError } from '../database/errors.ts';
import type {
  AnalysisTable,
  AttemptTable,
  PiiEntityTable,
  SegmentTable,
  TranscriptionTable,
} from '../database/schema.ts';
import { type RecordingRow, readRecording } from '../queue/read.ts';

/** Everything stored about one recording, as rows. */
export interface StoredCall {
  readonly recording: RecordingRow;
  readonly transcription: Selectable<TranscriptionTable> | undefined;
  readonly segments: readonly Selectable<SegmentTable>[];
  readonly entities: readonly Selectable<PiiEntityTable>[];
  readonly analysis: Selectable<AnalysisTable> | undefined;
  readonly attempts: readonly Selectable<AttemptTable>[];
}

/**
 * Reads one recording with its results and history.
 *
 * @returns undefined when there is no such row
 * @throws CallmillError database_unavailable
 */
export async function loadCall(database: Database, id: number): Promise<StoredCall | undefined> {
  const { kysely } = database;
  try {
    const recording = await readRecording(kysely, id);
    if (recording === undefined) return undefined;
    const [transcription, segments, entities, analysis, attempts] = await Promise.all([
      kysely
        .selectFrom('ai_call_transcriptions')
        .selectAll()
        .where('recording_id', '=', id)
        .executeTakeFirst(),
      kysely
        .selectFrom('ai_call_transcription_segments')
        .selectAll()
        .where('recording_id', '=', id)
        .orderBy('sequence')
        .execute(),
      kysely
        .selectFrom('ai_call_pii_entities')
        .selectAll()
        .where('recording_id', '=', id)
        .orderBy('start_ms')
        .execute(),
      kysely.selectFrom('ai_call_analyses').selectAll().where('recording_id', '=', id).executeTakeFirst(),
      kysely
        .selectFrom('ai_call_attempts')
        .selectAll()
        .where('recording_id', '=', id)
        .orderBy('id')
        .execute(),
    ]);
    return { recording, transcription, segments, entities, analysis, attempts };
  } catch (thrown) {
    throw databaseError(thrown, 'worker');
  }
}
