import { sql } from 'kysely';
import { systemCode } from '../errors/coerce.ts';
import type { Database } from './connect.ts';

/** What a worker does to the tables, as statements that touch no row and need the same rights. */
const STATEMENTS: Readonly<Record<string, string>> = {
  'SELECT on ai_call_recordings': 'SELECT id FROM ai_call_recordings WHERE id = 0',
  'UPDATE on ai_call_recordings': 'UPDATE ai_call_recordings SET updated_at = updated_at WHERE id = 0',
  'INSERT on ai_call_attempts':
    "INSERT INTO ai_call_attempts (recording_id, claim_token, attempt, worker, outcome, started_at) SELECT id, claim_token, attempts, claimed_by, 'running', updated_at FROM ai_call_recordings WHERE id = 0",
  'UPDATE on ai_workers': "UPDATE ai_workers SET state = state WHERE id = ''",
  'DELETE on ai_call_checkpoints': 'DELETE FROM ai_call_checkpoints WHERE recording_id = 0',
  'DELETE on ai_call_transcriptions': 'DELETE FROM ai_call_transcriptions WHERE recording_id = 0',
  'DELETE on ai_call_analyses': 'DELETE FROM ai_call_analyses WHERE recording_id = 0',
  'DELETE on ai_pii_vault': 'DELETE FROM ai_pii_vault WHERE recording_id = 0',
  'SELECT on ai_tenant_configs': 'SELECT hash FROM ai_tenant_configs WHERE tenant_id = 0',
  'SELECT on ai_tenant_features': 'SELECT enabled FROM ai_tenant_features WHERE tenant_id = 0',
  'SELECT on ai_voice_prints': 'SELECT id FROM ai_voice_prints WHERE id = 0',
  'SELECT on ai_analysis_configs': 'SELECT id FROM ai_analysis_configs WHERE id = 0',
};

const DENIED = new Set([
  'ER_TABLEACCESS_DENIED_ERROR',
  'ER_COLUMNACCESS_DENIED_ERROR',
  'ER_DBACCESS_DENIED_ERROR',
]);

/** The rights that the database user lacks, each found by asking for it. @throws what the server says otherwise */
export async function missingGrants({ kysely }: Database): Promise<string[]> {
  const missing: string[] = [];
  for (const [right, statement] of Object.entries(STATEMENTS)) {
    try {
      await sql.raw(statement).execute(kysely);
    } catch (thrown) {
      if (!DENIED.has(systemCode(thrown) ?? '')) throw thrown;
      missing.push(right);
    }
  }
  return missing;
}
