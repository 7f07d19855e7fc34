import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { EngineRoom } from '../../src/inference/engine-room.ts';
import { EntitiesClient } from '../../src/inference/entities-client.ts';
import type { EntityClassifier } from '../../src/pii/classifier.ts';
import { runPipeline } from '../../src/pipeline/run.ts';
import type { PipelineTools } from '../../src/pipeline/tools.ts';
import { CPU, generatedModel, scratch } from '../inference/fixtures/models.ts';
import { ScriptedCall } from './scripted-call.ts';

const SENTENCE = 'hello this is about jane and nobody else';

const temp = scratch();
afterAll(temp.remove);

describe('redaction that is to ask a classifier', () => {
  let scripted: ScriptedCall;
  beforeEach(() => {
    scripted = new ScriptedCall(SENTENCE);
  });
  afterEach(() => scripted.remove());

  function tools(entityClassifier: EntityClassifier | null): PipelineTools {
    const plain = scripted.tools();
    return { ...plain, engines: async () => ({ ...(await plain.engines()), entityClassifier }) };
  }

  async function entities(): Promise<EntitiesClient> {
    const client = new EntitiesClient(await generatedModel('generated-entities', temp.path), CPU);
    onTestFinished(() => client.close());
    return client;
  }

  const spoken = (result: Awaited<ReturnType<typeof runPipeline>>) =>
    result.segments.flatMap(({ words }) => words.map(({ text }) => text)).join(' ');

  it('hides what the classifier finds and names it as the finder', async () => {
    const result = await runPipeline(scripted.call, tools(await entities()), scripted.run());
    expect(spoken(result)).toBe('Hello this is about [PERSON] and nobody else');
    expect(result.entities).toMatchObject([{ type: 'PERSON', ruleId: 'ner:person', wordCount: 1 }]);
  });

  it('goes by rules where none is wanted', async () => {
    const result = await runPipeline(scripted.call, tools(null), scripted.run());
    expect(result.entities).toMatchObject([{ type: 'PERSON', ruleId: 'given-name', wordCount: 1 }]);
  });

  it('fails when the classifier’s process is killed on the way, and has published no audio', async () => {
    const client = await entities();
    const killer: EntityClassifier = {
      classify: async (turns, signal) => {
        await client.info(signal);
        const answer = client.classify(turns, signal);
        process.kill(client.pid ?? 0, 'SIGKILL');
        return await answer;
      },
    };
    await expect(runPipeline(scripted.call, tools(killer), scripted.run())).rejects.toMatchObject({
      code: 'engine_crashed',
      stage: 'redact',
    });
    expect(existsSync(join(scripted.directory, 'call.redacted.flac'))).toBe(false);
    // the next call finds it running again
    expect(spoken(await runPipeline(scripted.call, tools(client), scripted.run()))).toContain('[PERSON]');
  });

  it('fails as a fault of the machine, no attempt spent, when the model it names is not there', async () => {
    const room = new EngineRoom({
      wanted: {
        speech: 'generated-whisper',
        voiceActivity: 'generated-vad',
        segmentation: 'generated-segmentation',
        embedding: 'generated-embedding',
        language: 'none',
        entities: 'titanic',
      },
      modelsDir: null,
      cacheDir: temp.path,
      language: null,
      allowGenerated: true,
      engines: CPU,
    });
    await expect(room.open()).rejects.toMatchObject({ code: 'model_missing', retry: 'infrastructure' });
  });
});
