import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PathStage, tone } from './stage.ts';

describe('models in phases, with real processes', () => {
  let stage: PathStage;
  let log: Record<string, unknown>[] = [];
  beforeAll(async () => {
    stage = await PathStage.open();
    for (const number of [1, 2, 3]) {
      tone(join(stage.directory, 'tone.wav'), number);
      stage.put(join(stage.directory, 'tone.wav'), `${number}.wav`);
      await stage.insert({ apex_id: String(number), storage_key: `${number}.wav` });
    }
    const worker = stage.start(['worker', '--until-idle'], {
      ...PathStage.GENERATED,
      CALLMILL_LANGUAGE_MODEL: 'generated-llama',
      CALLMILL_RESIDENCY: 'phases',
      CALLMILL_CALLS_PER_PHASE: '3',
    });
    expect(await worker.ended, worker.errors).toBe(0);
    log = worker.log;
  }, 60_000);
  afterAll(() => stage.close());

  const engines = (message: string) =>
    log.filter((line) => line['msg'] === message).map((line) => line['engine']);
  const place = (message: string, engine: string) =>
    log.findIndex((line) => line['msg'] === message && line['engine'] === engine);

  it('no language model is started before the processes of speech are gone', () => {
    expect(engines('Inference process started').toSorted()).toEqual([
      'diarization',
      'entities',
      'language-model',
      'speech',
      'voice-activity',
    ]);
    const started = place('Inference process started', 'language-model');
    expect(place('Inference process closed', 'speech')).toBeLessThan(started);
    expect(place('Inference process closed', 'voice-activity')).toBeLessThan(started);
    expect(place('Inference process closed', 'diarization')).toBeLessThan(started);
    expect(engines('Inference process ended')).toEqual([]);
  });

  it('one change serves all three calls, each analysed by the model', async () => {
    expect(log.filter((line) => line['msg'] === 'The engines in memory change')).toHaveLength(1);
    const analyses = await stage.database.kysely
      .selectFrom('ai_call_analyses')
      .select('evaluator_type')
      .execute();
    expect(analyses).toEqual(Array.from({ length: 3 }, () => ({ evaluator_type: 'llm' })));
  });
});
