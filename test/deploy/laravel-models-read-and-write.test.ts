import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/connect.ts';
import { migrate } from '../../src/database/migrate.ts';
import { claimNext } from '../../src/queue/claim.ts';
import { readRecording } from '../../src/queue/read.ts';
import { publish } from '../../src/results/publish.ts';
import { type FreshDatabase, freshDatabase } from '../setup/fresh-database.ts';
import { type LaravelSettings, laravel, MISSING_LARAVEL } from './laravel/application.ts';
import { finishedCall } from './laravel/published-call.ts';

const reason = MISSING_LARAVEL === null ? '' : ` (skipped: ${MISSING_LARAVEL})`;

/** Each test empties the queue it fills, so that the order of the tests does not matter. */
describe.skipIf(MISSING_LARAVEL !== null)(`Laravel's models and service${reason}`, () => {
  let fresh: FreshDatabase;
  let database: Database;
  let folder: string;
  let app: LaravelSettings;

  beforeAll(async () => {
    fresh = await freshDatabase();
    database = openDatabase({ ...fresh, poolSize: 4, queryTimeoutMs: 10_000 });
    await migrate(database.kysely);
    folder = await mkdtemp(join(tmpdir(), 'callmill-laravel-'));
    await mkdir(join(folder, 'bucket'));
    app = { database: fresh, bucket: join(folder, 'bucket') };
  });
  afterAll(async () => {
    await database.close();
    await fresh.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const file = async (name: string, content: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };
  const claimed = async (id: unknown) => {
    const claim = await claimNext(database.kysely, 'worker-1', 60);
    expect(claim?.recordingId).toBe(id);
    if (claim === null) throw new Error('nothing was claimable');
    return claim;
  };

  it.each(['-05:00', '+00:00', '+13:00'])(
    'submits by call id and key alone, claimable at once in session time zone %s',
    async (sessionTimeZone) => {
      const row = await laravel(
        { ...app, sessionTimeZone },
        'insert',
        `zone${sessionTimeZone}`,
        'call-recordings/x.wav',
      );
      expect(row).toMatchObject({ processing_status: 'pending', priority: 100, attempts: 0, tenant_id: 1 });
      const claim = await claimed(row['id']);
      await publish(database, claim, await finishedCall(), {});
    },
  );

  it('reads a published call with its relations and casts', async () => {
    const row = await laravel(app, 'insert', 'published', 'call-recordings/published.wav');
    const claim = await claimed(row['id']);
    const result = await finishedCall();
    await publish(database, claim, result, { fetch: 1 });

    expect(await laravel(app, 'read', claim.recordingId)).toMatchObject({
      processing_status: 'completed',
      progress_percentage: 100,
      duration_seconds: 12,
      processing_completed_at: expect.stringMatching(/Z$/),
      transcription: {
        full_transcript: expect.stringContaining('[CARD_NUMBER]'),
        confidence: 0.9,
        is_low_confidence: false,
        pii_types: { CARD_NUMBER: 1 },
        segments: [
          { sequence: 0, speaker_role: 'agent', words: expect.any(Array) },
          { sequence: 1, speaker_role: 'customer', start_ms: 4000 },
          { sequence: 2, segment_key: 's0002' },
        ],
      },
      analysis: {
        summary: result.analysis.summary,
        sentiment_label: result.analysis.sentimentLabel,
        quality_score: result.analysis.qualityScore,
        speaker_metrics: { durationMs: 12_000, speakers: expect.any(Array) },
        action_items: result.analysis.actionItems,
        evaluator_type: 'rule_based',
      },
    });
    expect(await laravel(app, 'read', claim.recordingId)).not.toHaveProperty('claim_token');
    expect(await laravel(app, 'correct', claim.recordingId, 'Thank you for calling.')).toEqual({
      text: 'thank you for calling how can i help',
      shown: 'Thank you for calling.',
    });
  });

  it('keeps times in UTC though the application lives in New York', async () => {
    const row = await laravel(app, 'insert', 'times', 'call-recordings/times.wav');
    const stored = await readRecording(database.kysely, Number(row['id']));
    const times = await laravel(app, 'times', Number(row['id']));
    expect(Math.floor(Number(times['timestamp']) / 1000)).toBe(stored?.available_at.getTime());
    expect(times['dirty_after_read']).toBe(false);
    await laravel(app, 'started-at', Number(row['id']), '2026-03-01 09:30:00');
    const changed = await readRecording(database.kysely, Number(row['id']));
    expect(changed?.call_started_at?.toISOString()).toBe('2026-03-01T14:30:00.000Z');
    expect(changed?.available_at).toEqual(stored?.available_at);
    await publish(database, await claimed(row['id']), await finishedCall(), {});
  });

  it('uploads a recording before it queues the row, once per call id', async () => {
    const path = await file('Call 7.WAV', 'the audio');
    const metadata = { agent_name: 'Ada', direction: 'inbound', ticket: 'T-1' };
    const row = await laravel(app, 'upload', path, 'call/7', JSON.stringify(metadata));
    expect(row).toMatchObject({
      apex_id: 'call/7',
      storage_key: expect.stringMatching(/^call-recordings\/\d{4}\/\d\d\/\d\d\/call_7-[0-9a-f]{8}\.wav$/),
      sha256: createHash('sha256').update('the audio').digest('hex'),
      agent_name: 'Ada',
      direction: 'inbound',
      metadata: { ticket: 'T-1' },
    });
    const object = join(app.bucket, String(row['storage_key']));
    expect(await readFile(object, 'utf8')).toBe('the audio');

    const other = await file('other.wav', 'other audio');
    const again = await laravel(app, 'upload-path', other, 'call/7');
    expect(again).toMatchObject({ id: row['id'], sha256: row['sha256'] });
    expect(await readFile(object, 'utf8')).toBe('the audio');
    await publish(database, await claimed(row['id']), await finishedCall(), {});
  });

  it('counts by status and puts back only what is finished', async () => {
    const before = await laravel(app, 'statistics');
    const row = await laravel(app, 'upload-path', await file('again.wav', 'audio'), 'again');
    const id = Number(row['id']);
    const after = await laravel(app, 'statistics');
    expect(after).toEqual({
      ...before,
      total: Number(before['total']) + 1,
      pending: Number(before['pending']) + 1,
    });
    expect(Object.keys(after)).toEqual(['total', 'pending', 'processing', 'completed', 'failed']);
    expect(await laravel(app, 'reprocess', id)).toEqual({ changed: false });
    const claim = await claimed(id);
    expect(await laravel(app, 'reprocess', id)).toEqual({ changed: false });
    await publish(database, claim, await finishedCall(), {});
    expect(await laravel(app, 'reprocess', id)).toEqual({ changed: true });
    await publish(database, await claimed(id), await finishedCall(), {});
  });

  it('does not let a request fill the columns of the queue', async () => {
    expect(await laravel(app, 'fill-status')).toEqual({ status: null });
  });
});
