import { sql } from 'kysely';
import type { Connection } from '../database/connect.ts';
import type { Claim } from './claim.ts';

/** What the path learned about the recording itself. */
export interface RecordingFacts {
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly mimeType: string | null;
  readonly durationSeconds: number;
  readonly channels: number;
  readonly redactedStorageKey: string | null;
}

/**
 * Marks a claimed row completed. A request for single stages is fulfilled with it: the next requeue means everything.
 * Without facts (an analysis made again, without a look at the audio) those on the row stay. First statement of the result transaction: it takes the row's lock, so that nothing
 * is written for a row that another worker owns.
 *
 * @returns false when the token is no longer the row's: roll back and write nothing
 */
export async function complete(
  connection: Connection,
  claim: Claim,
  facts: RecordingFacts | null,
): Promise<boolean> {
  const result = await sql`
    UPDATE ai_call_recordings FORCE INDEX (PRIMARY)
    SET processing_status = 'completed',
        processing_completed_at = UTC_TIMESTAMP(6),
        progress_percentage = 100,
        current_step = NULL,
        claim_token = NULL,
        lease_expires_at = NULL,
        stalls = 0,
        error_code = NULL,
        error_message = NULL,
        error_stage = NULL,
        requested_stages = NULL,
        ${facts === null ? sql`` : learned(facts)}
        updated_at = UTC_TIMESTAMP(6)
    WHERE id = ${claim.recordingId} AND claim_token = ${claim.token} AND processing_status = 'processing'`.execute(
    connection,
  );
  return (result.numAffectedRows ?? 0n) > 0n;
}

function learned(facts: RecordingFacts) {
  return sql`size_bytes = ${facts.sizeBytes},
        sha256 = ${facts.sha256},
        mime_type = COALESCE(mime_type, ${facts.mimeType}),
        duration_seconds = ${facts.durationSeconds},
        channels = ${facts.channels},
        redacted_storage_key = ${facts.redactedStorageKey},`;
}
