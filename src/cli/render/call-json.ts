import { ANALYSIS_COLUMNS } from '../../analysis/columns.ts';
import type { AnalysisTable } from '../../database/schema.ts';
import type { StoredCall } from '../../results/load.ts';

/** A stored call as one JSON document: the rows with their JSON columns opened. */
export function callAsJson(call: StoredCall): unknown {
  return {
    recording: open(call.recording, ['metadata', 'channel_roles', 'requested_stages']),
    transcription:
      call.transcription === undefined ? null : open(call.transcription, ['pii_types', 'speech_quality']),
    segments: call.segments.map((segment) => open(segment, ['words'])),
    entities: call.entities,
    analysis: call.analysis === undefined ? null : open(call.analysis, ANALYSIS_JSON),
    attempts: call.attempts.map((attempt) => open(attempt, ['stage_ms'])),
  };
}

const ANALYSIS_JSON = [
  'speaker_metrics',
  ...ANALYSIS_COLUMNS.filter(({ cast }) => cast === 'array').map(
    ({ column }) => column as keyof AnalysisTable,
  ),
] as const;

function open<T extends object>(row: T, columns: readonly (keyof T & string)[]): object {
  const opened = new Map<string, unknown>(Object.entries(row));
  for (const column of columns) {
    const text = row[column];
    opened.set(column, typeof text === 'string' ? JSON.parse(text) : null);
  }
  // A claim's token lets whoever holds it write to the row.
  opened.delete('claim_token');
  return Object.fromEntries(opened);
}
