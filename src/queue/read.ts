import type { Selectable } from 'kysely';
import type { Connection } from '../database/connect.ts';
import type { RecordingTable } from '../database/schema.ts';

export type RecordingRow = Selectable<RecordingTable>;

/** One row by id, or undefined. */
export async function readRecording(connection: Connection, id: number): Promise<RecordingRow | undefined> {
  return await connection
    .selectFrom('ai_call_recordings')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
}
