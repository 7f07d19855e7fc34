import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ProcessingStatus } from '../../src/database/schema.ts';
import { readRecording } from '../../src/queue/read.ts';
import { engineOf } from './engine-of.ts';
import { PathStage, type RunningCommand, tone } from './stage.ts';

describe('the same audio in another recording', () => {
  let stage: PathStage;
  let worker: RunningCommand;
  let speech = 0;
  let first = 0;
  beforeAll(async () => {
    stage = await PathStage.open();
    tone(join(stage.directory, 'tone.wav'), 5);
    worker = stage.start(['worker'], { ...PathStage.GENERATED, POLL_INTERVAL: '0.2' });
    speech = await engineOf(worker, 'speech');
    first = await submit('first');
    await ends(first, 'completed');
  });
  afterAll(() => stage.close());

  async function submit(name: string, row: Record<string, unknown> = {}): Promise<number> {
    stage.put(join(stage.directory, 'tone.wav'), `${name}.wav`);
    return await stage.insert({ apex_id: name, storage_key: `${name}.wav`, ...row });
  }
  const ends = (id: number, status: ProcessingStatus) =>
    vi.waitFor(
      async () => {
        const row = await readRecording(stage.database.kysely, id);
        expect(row?.processing_status, worker.output).toBe(status);
      },
      { timeout: 20_000, interval: 50 },
    );

  async function transcriptOf(id: number) {
    const of = (table: 'ai_call_transcription_segments' | 'ai_call_pii_entities') =>
      stage.database.kysely
        .selectFrom(table)
        .selectAll()
        .where('recording_id', '=', id)
        .orderBy('id')
        .execute();
    const transcription = await stage.database.kysely
      .selectFrom('ai_call_transcriptions')
      .selectAll()
      .where('recording_id', '=', id)
      .executeTakeFirstOrThrow();
    return {
      transcription,
      segments: await of('ai_call_transcription_segments'),
      entities: await of('ai_call_pii_entities'),
    };
  }
  async function stagesOf(id: number): Promise<string[]> {
    const attempt = await stage.database.kysely
      .selectFrom('ai_call_attempts')
      .select('stage_ms')
      .where('recording_id', '=', id)
      .executeTakeFirstOrThrow();
    return Object.keys(JSON.parse(attempt.stage_ms ?? '{}') as object);
  }

  it('is completed while the speech engine is frozen, says whose transcript it has, and owns its cleaned audio', async () => {
    process.kill(speech, 'SIGSTOP');
    let id = 0;
    try {
      id = await submit('again');
      await ends(id, 'completed');
    } finally {
      process.kill(speech, 'SIGCONT');
    }
    expect(await stagesOf(id)).not.toContain('transcribe');
    const [own, other] = [await transcriptOf(id), await transcriptOf(first)];
    expect(own.transcription).toMatchObject({
      reused_from_recording_id: first,
      full_transcript: other.transcription.full_transcript,
      confidence: other.transcription.confidence,
      word_count: other.transcription.word_count,
      pii_types: other.transcription.pii_types,
      speech_quality: other.transcription.speech_quality,
      model_is_generated: 1,
      reuse_key: other.transcription.reuse_key,
    });
    expect(own.transcription.word_count).toBeGreaterThan(0);
    expect(JSON.parse(own.transcription.speech_quality ?? '{}')).toMatchObject({
      windows: expect.any(Number),
      channels: [{ flags: expect.any(Array) }],
    });
    const comparable = (rows: readonly object[]) =>
      rows.map((row) => ({ ...row, id: 0, recording_id: 0, transcription_id: 0 }));
    expect(comparable(own.segments)).toEqual(comparable(other.segments));
    expect(comparable(own.entities)).toEqual(comparable(other.entities));
    const row = await readRecording(stage.database.kysely, id);
    expect(row).toMatchObject({ redacted_storage_key: 'again.redacted.flac', channels: 1 });
    expect(readFileSync(join(stage.bucket, 'again.redacted.flac'))).toEqual(
      readFileSync(join(stage.bucket, 'first.redacted.flac')),
    );
  }, 60_000);

  it.each([
    ['of another tenant', { tenant_id: 2 }],
    ['whose customer has another name', { customer_name: 'Martin Brown' }],
    ['that names the roles of its channels', { channel_roles: '{"0":"customer"}' }],
    ['that asks to be transcribed', { requested_stages: '["transcribe"]' }],
  ])(
    'is heard again in a recording %s',
    async (name, row) => {
      const id = await submit(name, row);
      await ends(id, 'completed');
      expect(await stagesOf(id)).toContain('transcribe');
      expect((await transcriptOf(id)).transcription.reused_from_recording_id).toBeNull();
    },
    60_000,
  );

  it('is heard again when the cleaned audio of the earlier one is gone', async () => {
    const id = await submit('alone', { tenant_id: 3 });
    await ends(id, 'completed');
    rmSync(join(stage.bucket, 'alone.redacted.flac'));
    const next = await submit('next', { tenant_id: 3 });
    await ends(next, 'completed');
    expect(await stagesOf(next)).toContain('transcribe');
    expect(readFileSync(join(stage.bucket, 'next.redacted.flac')).length).toBeGreaterThan(0);
  }, 60_000);

  it('is heard again once the earlier recording is deleted', async () => {
    const id = await submit('deleted', { tenant_id: 4 });
    await ends(id, 'completed');
    await stage.database.kysely.deleteFrom('ai_call_recordings').where('id', '=', id).execute();
    const next = await submit('later', { tenant_id: 4 });
    await ends(next, 'completed');
    expect(await stagesOf(next)).toContain('transcribe');
  }, 60_000);
});
