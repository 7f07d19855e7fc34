import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readRecording } from '../../src/queue/read.ts';
import { engineOf } from './engine-of.ts';
import { PathStage, tone } from './stage.ts';

describe('an engine that dies while two calls are in hand', () => {
  let stage: PathStage;
  beforeAll(async () => {
    stage = await PathStage.open();
    tone(join(stage.directory, 'tone.wav'));
    stage.put(join(stage.directory, 'tone.wav'), 'call.wav');
  });
  afterAll(() => stage.close());

  it('is blamed on the call it was working on; the other one is heard by the next process', async () => {
    const worker = stage.start(['worker'], {
      ...PathStage.GENERATED,
      CALLMILL_REUSE_TRANSCRIPTS: 'false',
      CALLMILL_LOG_LEVEL: 'debug',
      POLL_INTERVAL: '0.2',
      CALLMILL_BACKOFF_BASE_SECONDS: '3600',
      CALLMILL_BACKOFF_MAX_SECONDS: '3600',
    });
    await worker.logged('"state":"running"');
    const speech = await engineOf(worker, 'speech');
    process.kill(speech, 'SIGSTOP');
    const deadly = await stage.insert({ apex_id: 'deadly', storage_key: 'call.wav' });
    const decoded = (id: number) =>
      worker.log.some((line) => line['recordingId'] === id && line['stage'] === 'decode');
    const patiently = { timeout: 20_000, interval: 20 };
    const asked = () =>
      worker.log.some((line) => line['msg'] === 'Inference process asked' && line['engine'] === 'speech');
    await vi.waitFor(() => expect(asked(), worker.output).toBe(true), patiently);
    const other = await stage.insert({ apex_id: 'other', storage_key: 'call.wav' });
    await vi.waitFor(() => expect(decoded(other)).toBe(true), patiently);
    process.kill(speech, 'SIGKILL');
    await worker.logged('Recording completed');
    await worker.logged('Recording not finished');
    expect(await readRecording(stage.database.kysely, deadly)).toMatchObject({
      processing_status: 'pending',
      error_code: 'engine_crashed',
      attempts: 1,
      stalls: 1,
    });
    expect(await readRecording(stage.database.kysely, other)).toMatchObject({
      processing_status: 'completed',
      attempts: 1,
      stalls: 0,
    });
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
  }, 60_000);
});
