import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRecording } from '../../src/queue/read.ts';
import { loadCall } from '../../src/results/load.ts';
import { PathStage, tone } from './stage.ts';

const CORRECTED = 'I want to cancel my order and my card is 4111 1111 1111 1111';

describe('callmill requeue --stages', () => {
  let stage: PathStage;
  let id = 0;
  beforeAll(async () => {
    stage = await PathStage.open();
    tone(join(stage.directory, 'tone.wav'), 5);
    stage.put(join(stage.directory, 'tone.wav'), 'call.wav');
    id = await stage.insert({ apex_id: 'call', storage_key: 'call.wav' });
    await work();
  });
  afterAll(() => stage.close());

  async function work(): Promise<void> {
    const worker = stage.start(['worker', '--until-idle'], PathStage.GENERATED);
    expect(await worker.ended, worker.errors).toBe(0);
  }
  async function requeue(...args: string[]): Promise<string> {
    const command = stage.start(['requeue', ...args]);
    await command.ended;
    return command.output + command.errors;
  }
  async function stored() {
    const call = await loadCall(stage.database, id);
    if (call?.transcription === undefined || call.analysis === undefined) throw new Error('nothing stored');
    return { ...call, transcription: call.transcription, analysis: call.analysis };
  }

  it('analyse: a new analysis of the transcript as people corrected it, without the audio', async () => {
    const before = await stored();
    const segment = before.segments[0];
    await stage.database.kysely
      .updateTable('ai_call_transcription_segments')
      .set({ edited_text: CORRECTED, edited_by: 'qa' })
      .where('id', '=', segment?.id ?? 0)
      .execute();
    rmSync(join(stage.bucket, 'call.wav'));
    expect(await requeue(String(id), '--stages', 'analyse')).toContain('1 recording(s) are pending again');
    expect((await readRecording(stage.database.kysely, id))?.requested_stages).toBe('["analyse"]');
    await work();
    const after = await stored();
    expect(after.recording).toMatchObject({
      processing_status: 'completed',
      requested_stages: null,
      sha256: before.recording.sha256,
      redacted_storage_key: before.recording.redacted_storage_key,
      duration_seconds: before.recording.duration_seconds,
    });
    expect(after.transcription).toEqual(before.transcription);
    expect(after.segments[0]?.edited_text).toBe(CORRECTED);
    expect(after.analysis.id).not.toBe(before.analysis.id);
    expect(after.analysis.speaker_metrics).toBe(before.analysis.speaker_metrics);
    const said = JSON.stringify(after.analysis);
    expect(said).toContain('cancel');
    expect(said).not.toContain('4111');
    const [, attempt] = after.attempts;
    expect(Object.keys(JSON.parse(attempt?.stage_ms ?? '{}') as object)).toEqual(['analyse']);
  }, 60_000);

  it.each(['["dance"]', '"analyse"', '[1]', '{"0":"analyse"}', '["publish"]'])(
    'a row that asks for %s is invalid_row and keeps its results',
    async (requested_stages) => {
      const before = await stored();
      await requeue(String(id));
      await stage.database.kysely
        .updateTable('ai_call_recordings')
        .set({ requested_stages })
        .where('id', '=', id)
        .execute();
      await work();
      const after = await stored();
      expect(after.recording).toMatchObject({
        processing_status: 'failed',
        error_code: 'invalid_row',
        error_stage: 'claim',
      });
      expect(after.recording.error_message).toContain('transcribe, diarize, redact, analyse');
      expect(after.analysis).toEqual(before.analysis);
    },
    60_000,
  );

  it('refuses a stage that nobody can ask for, and changes nothing', async () => {
    const before = await readRecording(stage.database.kysely, id);
    expect(await requeue(String(id), '--stages', 'analyse,dance')).toContain('must be one of transcribe');
    expect(await readRecording(stage.database.kysely, id)).toEqual(before);
  });

  it('transcribe: everything anew, corrections and all', async () => {
    stage.put(join(stage.directory, 'tone.wav'), 'call.wav');
    const before = await stored();
    await requeue(String(id), '--stages', 'transcribe');
    await work();
    const after = await stored();
    expect(after.recording).toMatchObject({ processing_status: 'completed', requested_stages: null });
    expect(after.transcription.id).not.toBe(before.transcription.id);
    expect(after.segments[0]?.edited_text).toBeNull();
  }, 60_000);

  it('analyse of a recording that has no transcript: it is heard first', async () => {
    stage.put(join(stage.directory, 'tone.wav'), 'new.wav');
    const fresh = await stage.insert({
      apex_id: 'new',
      tenant_id: 2,
      storage_key: 'new.wav',
      requested_stages: '["analyse"]',
    });
    await work();
    expect(await readRecording(stage.database.kysely, fresh)).toMatchObject({
      processing_status: 'completed',
    });
    expect((await loadCall(stage.database, fresh))?.transcription?.word_count).toBeGreaterThan(0);
  }, 60_000);
});
