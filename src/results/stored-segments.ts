import type { Connection } from '../database/connect.ts';
import { type WordJson, wordOf } from '../transcript/json.ts';
import type { Segment } from '../transcript/segment.ts';

/** A stored transcript's segments as the machine made them, and what people put in their place, by segment key. */
export async function segmentsOf(
  connection: Connection,
  recordingId: number,
): Promise<{ segments: Segment[]; corrections: Map<string, string> }> {
  const rows = await connection
    .selectFrom('ai_call_transcription_segments')
    .selectAll()
    .where('recording_id', '=', recordingId)
    .orderBy('sequence')
    .execute();
  const corrections = rows.flatMap((row): [string, string][] =>
    row.edited_text === null ? [] : [[row.segment_key, row.edited_text]],
  );
  const segments = rows.map((row) => ({
    sequence: row.sequence,
    key: row.segment_key,
    startMs: row.start_ms,
    endMs: row.end_ms,
    channel: row.channel,
    speakerLabel: row.speaker_label,
    speakerRole: row.speaker_role,
    speakerName: row.speaker_name,
    words: (JSON.parse(row.words) as WordJson[]).map(wordOf),
    confidence: row.confidence,
  }));
  return { segments, corrections: new Map(corrections) };
}
