import type { Connection } from '../database/connect.ts';
import type { ChannelLoudness } from '../speakers/loudness.ts';

/** The loudness that an analysed recording was stored with: it cannot be measured again without the audio. */
export async function loudnessOf(
  connection: Connection,
  recordingId: number,
): Promise<readonly ChannelLoudness[]> {
  const row = await connection
    .selectFrom('ai_call_analyses')
    .select('speaker_metrics')
    .where('recording_id', '=', recordingId)
    .executeTakeFirst();
  if (row === undefined) return [];
  const metrics = JSON.parse(row.speaker_metrics) as { loudness?: ChannelLoudness[] };
  return metrics.loudness ?? [];
}
