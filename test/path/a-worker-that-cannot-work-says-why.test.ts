import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRecording } from '../../src/queue/read.ts';
import { PathStage, tone } from './stage.ts';

describe('a worker that cannot work on this machine', () => {
  let stage: PathStage;
  let id = 0;
  beforeAll(async () => {
    stage = await PathStage.open();
    const file = join(stage.directory, 'tone.wav');
    tone(file);
    stage.put(file, 'call.wav');
    id = await stage.insert({ apex_id: 'call', storage_key: 'call.wav' });
  });
  afterAll(() => stage.close());
  const row = () => readRecording(stage.database.kysely, id);

  it('for want of the CUDA demanded ends with one sentence and status 1, and takes no call', async () => {
    const worker = stage.start(['worker'], {
      ...PathStage.GENERATED,
      CALLMILL_LANGUAGE_MODEL: 'generated-llama',
      CALLMILL_PROVIDER: 'cuda',
    });
    expect(await worker.ended).toBe(1);
    expect(worker.errors).toMatch(
      /^callmill: The diarization runtime runs on the CPU, but CUDA was demanded\. .*CALLMILL_PROVIDER=auto\.\n$/,
    );
    expect(worker.log.map((line) => line['msg'])).not.toContain('Model loaded');
    expect(await row()).toMatchObject({ processing_status: 'pending', attempts: 0 });
  });

  it('for want of memory does the same, before a process is started', async () => {
    const worker = stage.start(['worker'], { ...PathStage.GENERATED, CALLMILL_MEMORY_BUDGET_MB: '300' });
    expect(await worker.ended).toBe(1);
    expect(worker.errors).toMatch(
      /^callmill: The models need \d+ MB even in turns and 300 MB may be used.*\n$/,
    );
    expect(worker.log.map((line) => line['msg'])).not.toContain('Inference process started');
    expect(await row()).toMatchObject({ processing_status: 'pending', attempts: 0 });
  });

  it('one that can says how the models share the memory, and what each runs on', async () => {
    const worker = stage.start(['worker', '--once'], {
      ...PathStage.GENERATED,
      CALLMILL_LANGUAGE_MODEL: 'generated-llama',
      CALLMILL_MEMORY_BUDGET_MB: '5200',
    });
    expect(await worker.ended, worker.errors).toBe(0);
    const [plan] = worker.log.filter((line) => String(line['msg']).startsWith('Memory plan'));
    expect(plan).toMatchObject({
      residency: 'together',
      budgetMb: 5200,
      models: expect.arrayContaining(['generated-whisper', 'generated-llama']),
    });
    expect(plan).not.toHaveProperty('withheldFields');
    const loaded = worker.log.filter((line) => line['msg'] === 'Model loaded');
    expect(loaded.map((line) => `${line['role']} ${line['provider']}`)).toEqual([
      'speech cpu',
      'voice-activity cpu',
      'segmentation cpu',
      'speaker-embedding cpu',
      'entities cpu',
      'language cpu',
    ]);
    expect(await row()).toMatchObject({ processing_status: 'completed' });
  }, 60_000);
});
