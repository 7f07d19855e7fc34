import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type RecordingRow, readRecording } from '../../src/queue/read.ts';
import { engineOf } from './engine-of.ts';
import { PathStage, type RunningCommand, tone } from './stage.ts';

describe('a recording on which the speech engine dies', () => {
  let stage: PathStage;
  let worker: RunningCommand;
  beforeAll(async () => {
    stage = await PathStage.open();
    tone(join(stage.directory, 'tone.wav'));
    stage.put(join(stage.directory, 'tone.wav'), 'call.wav');
  });
  afterAll(() => stage.close());

  const until = (id: number, wanted: Partial<RecordingRow>) =>
    vi.waitFor(
      async () => expect(await readRecording(stage.database.kysely, id), worker.output).toMatchObject(wanted),
      { timeout: 20_000, interval: 50 },
    );

  /** Frozen until the recording is in its hands; then dead, as by a fault of native code. */
  async function dieOnNext(makeClaimable: () => Promise<unknown>): Promise<void> {
    const speech = await engineOf(worker, 'speech');
    process.kill(speech, 'SIGSTOP');
    const before = asked();
    await makeClaimable();
    await vi.waitFor(() => expect(asked(), worker.output).toBe(before + 1), {
      timeout: 20_000,
      interval: 20,
    });
    process.kill(speech, 'SIGKILL');
  }
  const asked = () =>
    worker.log.filter((line) => line['msg'] === 'Inference process asked' && line['engine'] === 'speech')
      .length;

  it('is tried again once, then set aside; the worker lives and other calls go on', async () => {
    worker = stage.start(['worker'], {
      ...PathStage.GENERATED,
      POLL_INTERVAL: '0.2',
      CALLMILL_LOG_LEVEL: 'debug',
      CALLMILL_BACKOFF_BASE_SECONDS: '3600',
      CALLMILL_BACKOFF_MAX_SECONDS: '3600',
    });
    await worker.logged('Model loaded');
    let deadly = 0;
    await dieOnNext(async () => {
      deadly = await stage.insert({ apex_id: 'deadly', storage_key: 'call.wav' });
    });
    await until(deadly, {
      processing_status: 'pending',
      error_code: 'engine_crashed',
      error_stage: 'transcribe',
      attempts: 1,
      stalls: 1,
    });
    // Of other tenants: a transcript of their own tenant would spare the deadly one its second try.
    const good = await stage.insert({ apex_id: 'good', storage_key: 'call.wav', tenant_id: 2 });
    await until(good, { processing_status: 'completed', attempts: 1, stalls: 0 });

    await dieOnNext(() =>
      sql`UPDATE ai_call_recordings SET available_at = UTC_TIMESTAMP(6) WHERE id = ${deadly}`.execute(
        stage.database.kysely,
      ),
    );
    await until(deadly, {
      processing_status: 'failed',
      error_code: 'poison_input',
      attempts: 2,
      stalls: 2,
    });
    const other = await stage.insert({ apex_id: 'other', storage_key: 'call.wav', tenant_id: 3 });
    await until(other, { processing_status: 'completed', attempts: 1, stalls: 0 });
    const attempts = await stage.database.kysely
      .selectFrom('ai_call_attempts')
      .select(['outcome', 'error_code'])
      .where('recording_id', '=', deadly)
      .orderBy('id')
      .execute();
    expect(attempts).toEqual([
      { outcome: 'retried', error_code: 'engine_crashed' },
      { outcome: 'failed', error_code: 'engine_crashed' },
    ]);
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
  }, 90_000);
});
