import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PathStage, tone } from './stage.ts';

const RECORDINGS = 200;
const FAST = {
  ...PathStage.GENERATED,
  CALLMILL_LEASE_SECONDS: '4',
  CALLMILL_HEARTBEAT_SECONDS: '1',
  CALLMILL_SWEEP_SECONDS: '1',
  // All of them are the same tone, and each shall be work.
  CALLMILL_REUSE_TRANSCRIPTS: 'false',
};

describe('two workers and 200 recordings', () => {
  let stage: PathStage;
  beforeAll(async () => {
    stage = await PathStage.open();
    const file = join(stage.directory, 'tone.wav');
    tone(file);
    for (let index = 0; index < RECORDINGS; index += 1) {
      stage.put(file, `calls/${index}.wav`);
      await stage.insert({ apex_id: `call-${index}`, storage_key: `calls/${index}.wav` });
    }
  });
  afterAll(() => stage.close());

  it('every recording is completed once, none twice, and kill -9 of one worker leaves nothing stuck', async () => {
    const doomed = stage.start(['worker', '--until-idle'], { ...FAST, CALLMILL_WORKER_NAME: 'doomed' });
    const survivor = stage.start(['worker', '--until-idle'], { ...FAST, CALLMILL_WORKER_NAME: 'survivor' });
    await expect
      .poll(() => doomed.log.filter((line) => line['outcome'] === 'completed').length, { timeout: 60_000 })
      .toBeGreaterThan(10);
    // In the middle of a job: claimed, not yet ended.
    await expect
      .poll(() => doomed.log.at(-1)?.['msg'], { timeout: 20_000, interval: 1 })
      .toBe('Recording claimed');
    doomed.child.kill('SIGKILL');
    expect(await survivor.ended, survivor.errors).toBe(0);

    const rows = await stage.database.kysely
      .selectFrom('ai_call_recordings')
      .select(['id', 'processing_status'])
      .execute();
    expect(rows.filter((row) => row.processing_status !== 'completed')).toEqual([]);
    const completions = await stage.database.kysely
      .selectFrom('ai_call_attempts')
      .select(['recording_id', (builder) => builder.fn.countAll<number>().as('count')])
      .where('outcome', '=', 'completed')
      .groupBy('recording_id')
      .execute();
    expect(completions).toHaveLength(RECORDINGS);
    expect(completions.filter((row) => Number(row.count) !== 1)).toEqual([]);
    const transcripts = await stage.database.kysely
      .selectFrom('ai_call_transcriptions')
      .select('recording_id')
      .execute();
    expect(new Set(transcripts.map((row) => row.recording_id)).size).toBe(RECORDINGS);
    const open = await stage.database.kysely
      .selectFrom('ai_call_attempts')
      .select('id')
      .where('outcome', '=', 'running')
      .execute();
    expect(open).toEqual([]);
  }, 240_000);
});
