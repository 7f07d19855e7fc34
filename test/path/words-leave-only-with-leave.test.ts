import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { setFeature } from '../../src/tenants/features.ts';
import { PathStage, tone } from './stage.ts';

describe('endpoints elsewhere', () => {
  let stage: PathStage;
  let calls = 0;
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify(
          request.url?.endsWith('transcriptions') === true
            ? { text: 'hello from the cluster', language: 'en' }
            : { choices: [{ finish_reason: 'length', message: { content: '{"summary":' } }] },
        ),
      );
    });
  });
  beforeAll(async () => {
    stage = await PathStage.open();
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    tone(join(stage.directory, 'call.wav'), 3);
    stage.put(join(stage.directory, 'call.wav'), 'call.wav');
  });
  afterAll(async () => {
    await stage.close();
    server.close();
  });
  beforeEach(() => {
    asked.length = 0;
  });

  async function process(env: Readonly<Record<string, string>> = {}) {
    const id = await stage.insert({ apex_id: `call-${calls++}`, storage_key: 'call.wav' });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    const worker = stage.start(['worker', '--until-idle'], {
      ...PathStage.GENERATED,
      CALLMILL_REUSE_TRANSCRIPTS: 'false',
      CALLMILL_CHAT_ENDPOINT: url,
      CALLMILL_SPEECH_ENDPOINT: url,
      CALLMILL_SPEECH_ENDPOINT_USE: 'first',
      ...env,
    });
    expect(await worker.ended, worker.errors).toBe(0);
    const { kysely } = stage.database;
    const analysis = kysely.selectFrom('ai_call_analyses').selectAll().where('recording_id', '=', id);
    const transcript = kysely.selectFrom('ai_call_transcriptions').selectAll().where('recording_id', '=', id);
    return {
      analysis: await analysis.executeTakeFirstOrThrow(),
      transcript: await transcript.executeTakeFirstOrThrow(),
    };
  }

  it('hear and read nothing of a tenant that has not opted in', async () => {
    const { analysis, transcript } = await process();
    expect(asked).toEqual([]);
    expect(transcript.model_used).toBe('generated-whisper');
    expect(analysis).toMatchObject({ evaluator_type: 'rule_based', fallback_reason: null });
  });

  it('hear the audio of one that has, and the row says who heard it', async () => {
    await setFeature(stage.database.kysely, 1, 'remote_transcription', true);
    const { transcript } = await process();
    expect(new Set(asked)).toEqual(new Set(['/v1/audio/transcriptions']));
    expect(transcript).toMatchObject({ engine: 'endpoint', model_used: '127.0.0.1:whisper-1' });
    expect(transcript.full_transcript).toMatch(/hello from the cluster/i);
  });

  it('that give no usable analysis leave it to the rules, and the row says why', async () => {
    await setFeature(stage.database.kysely, 1, 'remote_analysis', true);
    const { analysis } = await process();
    expect(asked).toContain('/v1/chat/completions');
    expect(analysis).toMatchObject({ evaluator_type: 'rule_based', fallback_reason: 'analysis_invalid' });
  });
});
