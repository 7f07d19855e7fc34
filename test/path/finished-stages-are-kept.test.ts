import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRecording } from '../../src/queue/read.ts';
import { CHECKPOINT_FORMAT } from '../../src/results/checkpoint-payload.ts';
import { engineOf } from './engine-of.ts';
import { PathStage, tone } from './stage.ts';

const FAST = {
  ...PathStage.GENERATED,
  CALLMILL_LEASE_SECONDS: '2',
  CALLMILL_HEARTBEAT_SECONDS: '0.5',
  CALLMILL_SWEEP_SECONDS: '0.5',
  CALLMILL_GRACE_SECONDS: '0',
};

describe('a worker that ends while a call is analysed', () => {
  let stage: PathStage;
  let id = 0;
  beforeEach(async () => {
    stage = await PathStage.open();
    const file = join(stage.directory, 'tone.wav');
    tone(file, 5);
    stage.put(file, 'call.wav');
    id = await stage.insert({ apex_id: 'call', storage_key: 'call.wav' });
  });
  afterEach(() => stage.close());

  /** Ends a worker whose language model hangs: everything up to redaction is finished then. */
  async function endWhileAnalysing(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const worker = stage.start(['worker'], { ...FAST, CALLMILL_LANGUAGE_MODEL: 'generated-llama' });
    process.kill(await engineOf(worker, 'language-model'), 'SIGSTOP');
    worker.child.kill(signal);
    expect(await worker.ended).toBe(signal === 'SIGTERM' ? 0 : null);
  }

  async function finish(): Promise<void> {
    const heir = stage.start(['worker', '--until-idle'], FAST);
    expect(await heir.ended, heir.errors + heir.output).toBe(0);
  }

  const checkpoints = () => stage.database.kysely.selectFrom('ai_call_checkpoints').selectAll().execute();
  async function attempts() {
    const rows = await stage.database.kysely
      .selectFrom('ai_call_attempts')
      .select(['outcome', 'stage_ms'])
      .orderBy('id')
      .execute();
    return rows.map((row) => ({
      outcome: row.outcome,
      stages: Object.keys(JSON.parse(row.stage_ms ?? '{}') as object).sort(),
    }));
  }

  it.each([
    { signal: 'SIGTERM', outcome: 'released' },
    { signal: 'SIGKILL', outcome: 'lost' },
  ] as const)(
    '$signal: the next worker only analyses and publishes',
    async ({ signal, outcome }) => {
      await endWhileAnalysing(signal);
      expect(await checkpoints()).toMatchObject([
        { recording_id: id, stage: 'redact', format_version: CHECKPOINT_FORMAT },
      ]);
      await finish();
      expect(await readRecording(stage.database.kysely, id)).toMatchObject({
        processing_status: 'completed',
        redacted_storage_key: 'call.redacted.flac',
        channels: 1,
      });
      const [first, second, ...others] = await attempts();
      expect(first).toMatchObject({ outcome });
      expect(second).toEqual({ outcome: 'completed', stages: ['analyse', 'fetch'] });
      expect(others).toEqual([]);
      expect(await checkpoints()).toEqual([]);
      const transcripts = await stage.database.kysely
        .selectFrom('ai_call_transcriptions')
        .select(['recording_id', 'reused_from_recording_id', 'word_count'])
        .execute();
      expect(transcripts).toMatchObject([{ recording_id: id, reused_from_recording_id: null }]);
      expect(transcripts[0]?.word_count).toBeGreaterThan(0);
    },
    90_000,
  );

  it('another recording under the same key is heard', async () => {
    await endWhileAnalysing('SIGTERM');
    const other = join(stage.directory, 'other.wav');
    tone(other, 6);
    stage.put(other, 'call.wav');
    await finish();
    expect((await attempts()).at(-1)?.stages).toContain('transcribe');
    const row = await readRecording(stage.database.kysely, id);
    expect(row?.duration_seconds).toBeCloseTo(6.3, 1);
  }, 90_000);

  it('the same bytes under a new version are fetched, not heard again', async () => {
    await endWhileAnalysing('SIGTERM');
    stage.put(join(stage.bucket, 'call.wav'), 'copy.wav');
    stage.put(join(stage.bucket, 'copy.wav'), 'call.wav');
    await finish();
    expect((await attempts()).at(-1)).toEqual({ outcome: 'completed', stages: ['analyse', 'fetch'] });
  }, 90_000);

  it('a row that says something else of its speakers is heard again', async () => {
    await endWhileAnalysing('SIGTERM');
    await stage.database.kysely
      .updateTable('ai_call_recordings')
      .set({ customer_name: 'Martin Brown' })
      .where('id', '=', id)
      .execute();
    await finish();
    expect((await attempts()).at(-1)?.stages).toContain('transcribe');
  }, 90_000);

  it('what was kept goes with its recording', async () => {
    await endWhileAnalysing('SIGTERM');
    await stage.database.kysely.deleteFrom('ai_call_recordings').where('id', '=', id).execute();
    expect(await checkpoints()).toEqual([]);
  }, 90_000);
});
