import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallResult } from '../../src/pipeline/result.ts';
import { type Claim, claimNext } from '../../src/queue/claim.ts';
import { requeue } from '../../src/queue/requeue.ts';
import { findTwin } from '../../src/results/find-twin.ts';
import { loadCall } from '../../src/results/load.ts';
import { loadCheckpoint } from '../../src/results/load-checkpoint.ts';
import { loadTranscript } from '../../src/results/load-transcript.ts';
import { measuredSpeeds } from '../../src/results/measured-speeds.ts';
import { publish, publishAnalysis } from '../../src/results/publish.ts';
import { saveCheckpoint } from '../../src/results/save-checkpoint.ts';
import { finishedCall } from '../deploy/laravel/published-call.ts';
import { plansOf, scansOf } from '../queue/plan.ts';
import { insertPending, openQueue } from '../queue/queue.ts';

const CALLS = 60;
const SEALED = [{ token: 'abcd', type: 'CARD_NUMBER' as const, sealed: 's1.first.AAAA' }];

describe('the results of one call among many', () => {
  let queue: Awaited<ReturnType<typeof openQueue>>;
  let result: CallResult;
  let id = 0;
  beforeAll(async () => {
    queue = await openQueue();
    result = { ...(await finishedCall()), sealed: SEALED };
    for (const recording of await insertPending(queue.database, CALLS)) {
      const transcriptKey = recording.toString(16).padStart(64, '0');
      await publish(queue.database, await claimed(), { ...result, transcriptKey }, {});
      id = recording;
    }
    // A history as long as a busy recording's is short: a walk along it would show.
    await sql`
      INSERT INTO ai_call_attempts (recording_id, attempt, worker, claim_token, started_at, ended_at, outcome)
      SELECT r.id, 1, 'w', LPAD(CONCAT(r.id, '-', n.id), 32, '0'), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), 'lost'
      FROM ai_call_recordings AS r CROSS JOIN ai_call_recordings AS n WHERE r.id < ${id}`.execute(
      queue.database.kysely,
    );
    for (const table of [
      'ai_call_recordings',
      'ai_call_attempts',
      'ai_call_transcriptions',
      'ai_call_transcription_segments',
      'ai_call_pii_entities',
      'ai_call_analyses',
      'ai_pii_vault',
    ])
      await sql`ANALYZE TABLE ${sql.table(table)}`.execute(queue.database.kysely);
  });
  afterAll(() => queue.close());

  const claimed = async () => (await claimNext(queue.database.kysely, 'w', 60)) as Claim;
  const again = async () => {
    await requeue(queue.database, { ids: [id] });
    return await claimed();
  };
  /** Every line of every plan that is no INSERT's own: [table, key, how]. */
  const keysOf = async (run: () => Promise<unknown>) => {
    const plans = await plansOf(queue.database, run);
    expect(scansOf(plans)).toEqual([]);
    const lines = plans.flat().filter(({ select, key }) => select !== 'INSERT' && key !== '');
    return new Map(lines.map(({ table, key }) => [table, key]));
  };

  it('are replaced by key, whoever was there before', async () => {
    const claim = await again();
    const keys = await keysOf(() => publish(queue.database, claim, result, {}));
    expect(Object.fromEntries(keys)).toMatchObject({
      ai_call_recordings: 'PRIMARY',
      ai_call_transcriptions: 'one_per_recording',
      ai_call_pii_entities: 'of_recording',
      ai_pii_vault: 'PRIMARY',
      ai_call_analyses: 'one_per_recording',
      ai_call_checkpoints: 'PRIMARY',
      ai_call_attempts: 'one_per_claim',
    });
  });

  it('are read by key', async () => {
    const keys = await keysOf(async () => {
      const call = await loadCall(queue.database, id);
      if (call === undefined) throw new Error('no such call');
      await loadTranscript(queue.database.kysely, call.recording);
    });
    expect(Object.fromEntries(keys)).toEqual({
      ai_call_recordings: 'PRIMARY',
      ai_call_transcriptions: 'one_per_recording',
      ai_call_transcription_segments: 'by_sequence',
      ai_call_pii_entities: 'of_recording',
      ai_call_analyses: 'one_per_recording',
      ai_call_attempts: 'one_per_claim',
    });
  });

  it('are taken over from a twin by key', async () => {
    const keys = await keysOf(async () => {
      const twin = await findTwin(queue.database.kysely, 1, 0, result.transcriptKey ?? '');
      expect(twin?.heard.sealed).toEqual(SEALED);
    });
    expect(keys.get('ai_call_transcription_segments')).toBe('by_sequence');
    expect(keys.get('ai_call_pii_entities')).toMatch(/^(of_recording|PRIMARY)$/);
    expect(keys.get('ai_pii_vault')).toBe('PRIMARY');
  });

  it('are kept between attempts by key, under the lock of the row', async () => {
    const claim = await again();
    const { metrics: _, analysis: __, ...heard } = result;
    const recipe = { modelSha256: 'b'.repeat(64), settingsHash: 'c'.repeat(64) };
    const keys = await keysOf(async () => {
      expect(await saveCheckpoint(queue.database.kysely, claim, { recipe, etag: null, heard })).toBe(true);
      expect(await loadCheckpoint(queue.database.kysely, id)).not.toBeNull();
    });
    expect(keys.get('ai_call_recordings')).toBe('PRIMARY');
    expect(keys.get('ai_call_checkpoints')).toBe('PRIMARY');
    await publishAnalysis(queue.database, claim, result, {});
  });

  it('tell how fast calls are from the newest rows: the primary key backwards, no filesort', async () => {
    const plans = await plansOf(queue.database, () => measuredSpeeds(queue.database.kysely));
    const lines = plans.flat().filter(({ select }) => select === 'DERIVED');
    expect(lines.map(({ table, type, key }) => [table, type, key])).toEqual([
      ['ai_call_transcriptions', 'index', 'PRIMARY'],
      ['ai_call_analyses', 'index', 'PRIMARY'],
    ]);
    expect(lines.map(({ extra }) => extra).join()).not.toContain('filesort');
    expect((await measuredSpeeds(queue.database.kysely)).speechTimesRealTime).toBeCloseTo(4, 3);
  });
});
