import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRecording } from '../../src/queue/read.ts';
import { isAlive } from '../setup/wait-for-end.ts';
import { engineOf } from './engine-of.ts';
import { PathStage, tone } from './stage.ts';

describe('a job past its hard deadline', () => {
  let stage: PathStage;
  beforeAll(async () => {
    stage = await PathStage.open();
    tone(join(stage.directory, 'tone.wav'));
    stage.put(join(stage.directory, 'tone.wav'), 'call.wav');
  });
  afterAll(() => stage.close());

  it('is killed with its frozen engine, spends an attempt, and completes at the next', async () => {
    const worker = stage.start(['worker'], {
      ...PathStage.GENERATED,
      POLL_INTERVAL: '0.2',
      CALLMILL_DEADLINE_BASE_SECONDS: '4',
      CALLMILL_DEADLINE_PER_AUDIO_SECOND: '0',
      CALLMILL_BACKOFF_BASE_SECONDS: '0',
    });
    await worker.logged('Model loaded');
    const frozen = await engineOf(worker, 'speech');
    process.kill(frozen, 'SIGSTOP');
    const id = await stage.insert({ apex_id: 'call', storage_key: 'call.wav' });
    await worker.logged('Recording completed');
    expect(await isAlive(frozen)).toBe(false);
    expect(await readRecording(stage.database.kysely, id)).toMatchObject({
      processing_status: 'completed',
      attempts: 2,
      error_code: null,
    });
    const attempts = await stage.database.kysely
      .selectFrom('ai_call_attempts')
      .selectAll()
      .orderBy('id')
      .execute();
    expect(attempts).toMatchObject([
      { attempt: 1, outcome: 'retried', error_code: 'deadline_exceeded', error_stage: 'worker' },
      { attempt: 2, outcome: 'completed', error_code: null },
    ]);
    const [first] = attempts;
    expect(Object.keys(JSON.parse(first?.stage_ms ?? '{}') as object)).toEqual(['fetch', 'decode']);
    const took = (first?.ended_at?.getTime() ?? 0) - (first?.started_at.getTime() ?? 0);
    expect(took).toBeGreaterThan(3500);
    expect(took).toBeLessThan(25_000);
  }, 90_000);
});
