import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureGeneratedModels } from '../../src/models/generated/ensure.ts';
import { readRecording } from '../../src/queue/read.ts';
import { PathStage, tone } from './stage.ts';

describe('what is not the recording’s fault', () => {
  let stage: PathStage;
  let id = 0;
  beforeEach(async () => {
    stage = await PathStage.open();
    const file = join(stage.directory, 'tone.wav');
    tone(file);
    stage.put(file, 'call.wav');
    id = await stage.insert({ apex_id: 'call', storage_key: 'call.wav' });
  });
  afterEach(() => stage.close());
  const row = () => readRecording(stage.database.kysely, id);

  it('a bucket out of reach: the row goes back unspent, claiming pauses with one line, and goes on by itself', async () => {
    const worker = stage.start(['worker', '--until-idle'], {
      ...PathStage.GENERATED,
      CALLMILL_STORAGE_DIR: join(stage.directory, 'later'),
    });
    await worker.logged('Claiming pauses');
    await expect.poll(async () => (await row())?.processing_status).toBe('pending');
    expect(await row()).toMatchObject({ attempts: 0, error_code: 'bucket_unreachable' });
    cpSync(stage.bucket, join(stage.directory, 'later'), { recursive: true });
    expect(await worker.ended, worker.errors).toBe(0);
    expect(await row()).toMatchObject({ processing_status: 'completed', attempts: 1, error_code: null });
    expect(worker.log.filter((line) => line['msg'] === 'Claiming goes on')).toHaveLength(1);
    expect(worker.log.filter((line) => String(line['msg']).startsWith('Claiming pauses'))).toHaveLength(1);
  }, 60_000);

  it('a missing model: nothing is claimed, and the command says what to do', async () => {
    const worker = stage.start(['worker', '--until-idle'], {
      CALLMILL_MODELS_DIR: stage.directory,
      CALLMILL_CACHE_DIR: join(stage.directory, 'cache'),
    });
    expect(await worker.ended).toBe(1);
    expect(worker.errors).toMatch(
      /^callmill: No (speech|voice-activity) model is on this machine\. Run "callmill models pull"/,
    );
    expect(await row()).toMatchObject({ processing_status: 'pending', attempts: 0 });
  });

  it('a model with a wrong checksum: the same, before the runtime sees the file', async () => {
    const cache = join(stage.directory, 'cache');
    await ensureGeneratedModels(cache);
    const models = join(stage.directory, 'models');
    cpSync(join(cache, 'generated', 'generated-vad'), join(models, 'silero-vad'), { recursive: true });
    const [name = ''] = readdirSync(join(models, 'silero-vad'));
    const real = join(models, 'silero-vad', 'silero_vad.onnx');
    writeFileSync(
      real,
      Buffer.alloc(2_327_524, readFileSync(join(models, 'silero-vad', name)).subarray(0, 64)),
    );
    const worker = stage.start(['worker', '--once'], {
      CALLMILL_MODELS_DIR: models,
      CALLMILL_SPEECH_MODEL: 'generated-whisper',
      CALLMILL_CACHE_DIR: cache,
    });
    expect(await worker.ended).toBe(1);
    expect(worker.errors).toContain('checksum');
    expect(await row()).toMatchObject({ processing_status: 'pending', attempts: 0 });
  });

  it('CUDA demanded where there is none: the worker ends at once and says so', async () => {
    const worker = stage.start(['worker'], { ...PathStage.GENERATED, CALLMILL_PROVIDER: 'cuda' });
    expect(await worker.ended).toBe(1);
    expect(worker.errors).toContain('CUDA was demanded');
    expect(await row()).toMatchObject({ processing_status: 'pending', attempts: 0 });
  });
});
