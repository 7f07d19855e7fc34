import { type Kysely, sql } from 'kysely';

/**
 * How well a call could be heard (levels, clipping, what the guards doubted), as JSON beside its transcript. May be
 * null, so workers of the version before go on inserting.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE ai_call_transcriptions ADD COLUMN speech_quality JSON NULL`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE ai_call_transcriptions DROP COLUMN speech_quality`.execute(db);
}
