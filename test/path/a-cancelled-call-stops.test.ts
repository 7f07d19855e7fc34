import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRecording } from '../../src/queue/read.ts';
import { PathStage, tone } from './stage.ts';

describe('cancelling a call that runs', () => {
  let stage: PathStage;
  let id = 0;
  beforeEach(async () => {
    stage = await PathStage.open();
    const file = join(stage.directory, 'tone.wav');
    tone(file, 300);
    stage.put(file, 'call.wav');
    tone(join(stage.directory, 'short.wav'), 2);
    stage.put(join(stage.directory, 'short.wav'), 'short.wav');
    id = await stage.insert({ apex_id: 'call', storage_key: 'call.wav' });
  });
  afterEach(() => stage.close());

  it('ends the job at its next heartbeat, writes no result, and the worker goes on with the next call', async () => {
    const worker = stage.start(['worker'], { ...PathStage.GENERATED, CALLMILL_HEARTBEAT_SECONDS: '0.5' });
    await worker.logged('Recording claimed');
    const cancelled = stage.start(['cancel', String(id)]);
    expect(await cancelled.ended, cancelled.errors).toBe(0);
    await worker.logged('Recording cancelled');
    const next = await stage.insert({ apex_id: 'short', storage_key: 'short.wav' });
    await worker.logged('Recording completed');
    worker.child.kill('SIGTERM');
    expect(await worker.ended, worker.errors).toBe(0);
    const row = await readRecording(stage.database.kysely, id);
    expect(row).toMatchObject({ processing_status: 'cancelled', claim_token: null, stalls: 0 });
    expect(await readRecording(stage.database.kysely, next)).toMatchObject({
      processing_status: 'completed',
    });
    const results = await stage.database.kysely
      .selectFrom('ai_call_transcriptions')
      .select('recording_id')
      .execute();
    expect(results).toEqual([{ recording_id: next }]);
    const attempts = await stage.database.kysely
      .selectFrom('ai_call_attempts')
      .select(['recording_id', 'outcome'])
      .orderBy('id')
      .execute();
    expect(attempts).toEqual([
      { recording_id: id, outcome: 'cancelled' },
      { recording_id: next, outcome: 'completed' },
    ]);
    expect(worker.log.find((line) => line['outcome'] === 'cancelled')).toBeDefined();
  }, 90_000);
});
