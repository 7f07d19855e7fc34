import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRecording } from '../../src/queue/read.ts';
import { PathStage, tone } from './stage.ts';

describe('SIGTERM in the middle of a job', () => {
  let stage: PathStage;
  let id = 0;
  beforeEach(async () => {
    stage = await PathStage.open();
    const file = join(stage.directory, 'tone.wav');
    tone(file, 60);
    stage.put(file, 'call.wav');
    id = await stage.insert({ apex_id: 'call', storage_key: 'call.wav' });
  });
  afterEach(() => stage.close());
  const row = () => readRecording(stage.database.kysely, id);

  it('lets the job finish within the grace period', async () => {
    const worker = stage.start(['worker'], { ...PathStage.GENERATED, CALLMILL_GRACE_SECONDS: '60' });
    await worker.logged('Recording claimed');
    worker.child.kill('SIGTERM');
    expect(await worker.ended, worker.errors).toBe(0);
    expect(await row()).toMatchObject({ processing_status: 'completed', attempts: 1 });
    expect(worker.log.flatMap((line) => line['state'] ?? [])).toEqual(['running', 'draining', 'drained']);
  }, 60_000);

  it('gives the row back with its attempt refunded when the grace period is over', async () => {
    const worker = stage.start(['worker'], { ...PathStage.GENERATED, CALLMILL_GRACE_SECONDS: '0' });
    await worker.logged('Recording claimed');
    worker.child.kill('SIGTERM');
    expect(await worker.ended, worker.errors).toBe(0);
    expect(await row()).toMatchObject({
      processing_status: 'pending',
      attempts: 0,
      claim_token: null,
      error_code: 'worker_stopped',
    });
    const attempts = await stage.database.kysely.selectFrom('ai_call_attempts').selectAll().execute();
    expect(attempts).toMatchObject([{ outcome: 'released' }]);
  }, 60_000);

  it('goes at once on a second signal, and leaves no process behind', async () => {
    const worker = stage.start(['worker'], { ...PathStage.GENERATED, CALLMILL_GRACE_SECONDS: '60' });
    await worker.logged('Recording claimed');
    worker.child.kill('SIGTERM');
    await worker.logged('draining');
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toBe(143);
  }, 60_000);
});
