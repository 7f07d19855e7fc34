import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCall, type StoredCall } from '../../src/results/load.ts';
import { ffmpeg, PathStage } from './stage.ts';

describe('the whole path on generated models', () => {
  let stage: PathStage;
  let call: StoredCall | undefined;
  let id = 0;
  const env = { ...PathStage.GENERATED, CALLMILL_LANGUAGE_MODEL: 'generated-llama' };
  beforeAll(async () => {
    stage = await PathStage.open();
    const file = join(stage.directory, 'mono.wav');
    // Two voices for the generated segmentation: a low and a high tone, with a pause between.
    ffmpeg(
      '-f',
      'lavfi',
      '-i',
      'sine=f=200:d=3',
      '-f',
      'lavfi',
      '-i',
      'sine=f=2000:d=3',
      '-filter_complex',
      '[0]apad=pad_dur=1[a];[a][1]concat=n=2:v=0:a=1',
      '-ar',
      '16000',
      file,
    );
    stage.put(file, 'mono.wav');
    id = await stage.insert({ apex_id: 'mono', storage_key: 'mono.wav' });
    const worker = stage.start(['worker', '--until-idle'], env);
    expect(await worker.ended, worker.errors).toBe(0);
    call = await loadCall(stage.database, id);
  }, 120_000);
  afterAll(() => stage.close());

  it('whisper heard words with times, in the order spoken', () => {
    expect(call?.transcription).toMatchObject({
      engine: 'whisper',
      model_used: 'generated-whisper',
      model_is_generated: 1,
    });
    const words =
      call?.segments.flatMap(
        (segment) => JSON.parse(segment.words) as { w: string; s: number; e: number }[],
      ) ?? [];
    expect(words.length).toBeGreaterThan(8);
    expect(words.every((word) => word.s >= 0 && word.e >= word.s && word.e <= 7500)).toBe(true);
  });

  it('diarization told two voices apart on one channel', () => {
    expect(call?.recording.channels).toBe(1);
    expect(new Set(call?.segments.map((segment) => segment.speaker_label)).size).toBe(2);
  });

  it('the language model answered within its schema, and the row says that it is no judge', () => {
    expect(call?.analysis).toMatchObject({
      evaluator_type: 'llm',
      provider: 'local',
      model_used: 'generated-llama',
      model_is_generated: 1,
      fallback_reason: null,
    });
    expect(call?.analysis?.output_tokens).toBeGreaterThan(0);
  });

  it('the page says in plain words that the transcript means nothing', () => {
    const page = execFileSync(
      process.execPath,
      [join(import.meta.dirname, '../../bin/callmill.js'), 'show', String(id)],
      { env: stage.environment(env), encoding: 'utf8' },
    );
    expect(page).toContain('This transcript comes from a generated model and means nothing');
    expect(page).toContain('a toy model that proves the path and cannot analyse a call');
  });
});
