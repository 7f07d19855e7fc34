import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PathStage, tone } from './stage.ts';

const FAST = {
  ...PathStage.GENERATED,
  CALLMILL_LEASE_SECONDS: '2',
  CALLMILL_HEARTBEAT_SECONDS: '0.5',
  CALLMILL_SWEEP_SECONDS: '0.5',
};

describe('a worker that was frozen past its lease', () => {
  let stage: PathStage;
  beforeAll(async () => {
    stage = await PathStage.open();
    const file = join(stage.directory, 'tone.wav');
    // Long enough to be caught in the act.
    tone(file, 120);
    stage.put(file, 'call.wav');
    await stage.insert({ apex_id: 'call', storage_key: 'call.wav' });
  });
  afterAll(() => stage.close());

  it('finds the row owned by another when it wakes, and writes nothing', async () => {
    const zombie = stage.start(['worker', '--once'], { ...FAST, CALLMILL_WORKER_NAME: 'zombie' });
    await zombie.logged('Recording claimed');
    zombie.child.kill('SIGSTOP');
    const heir = stage.start(['worker', '--until-idle'], { ...FAST, CALLMILL_WORKER_NAME: 'heir' });
    expect(await heir.ended, heir.errors + heir.output).toBe(0);
    const before = await results();
    zombie.child.kill('SIGCONT');
    expect(await zombie.ended).toBe(0);
    expect(zombie.log.find((line) => line['outcome'] !== undefined)).toMatchObject({
      outcome: 'lost',
      err: { code: 'lease_lost' },
    });
    expect(await results()).toEqual(before);
    expect(before).toMatchObject([{ claimed_by: 'heir', processing_status: 'completed', stalls: 0 }]);
  }, 120_000);

  async function results() {
    const rows = await sql`
      SELECT r.claimed_by, r.processing_status, r.stalls, r.updated_at, t.id AS transcription, a.id AS analysis
      FROM ai_call_recordings r
      JOIN ai_call_transcriptions t ON t.recording_id = r.id
      JOIN ai_call_analyses a ON a.recording_id = r.id`.execute(stage.database.kysely);
    return rows.rows;
  }
});
