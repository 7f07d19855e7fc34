import { describe, expect, it } from 'vitest';
import { Endpoint } from '../../src/endpoints/endpoint.ts';
import { RecognizerChain } from '../../src/endpoints/recognizer-chain.ts';
import { TranscriptionEndpoint } from '../../src/endpoints/transcription-endpoint.ts';
import { CallmillError } from '../../src/errors/error.ts';
import type { SpeechRecognizer } from '../../src/speech/recognizer.ts';
import { endpointServer, json } from './server.ts';

const SAMPLES = new Float32Array(16_000 * 4).map((_, n) => 0.1 * Math.sin(n / 10));

function recognizer(url: string): TranscriptionEndpoint {
  const endpoint = new Endpoint({
    name: 'whisper',
    url,
    key: 'k',
    stage: 'transcribe',
    timeoutMs: 2000,
    retries: 0,
  });
  return new TranscriptionEndpoint(endpoint, 'whisper-large-v3');
}

async function hear(answer: object) {
  const server = await endpointServer((response) => json(response, answer));
  return {
    heard: await recognizer(server.url).transcribe(SAMPLES, { language: 'en-GB' }),
    seen: server.seen,
  };
}

describe('a transcription endpoint', () => {
  it('gets a wav file and what it is to answer', async () => {
    const { seen } = await hear({ text: '' });
    const [request] = seen;
    expect(request?.path).toBe('/v1/audio/transcriptions');
    const form = await new Response(new Uint8Array(request?.body ?? []), {
      headers: { 'content-type': request?.contentType ?? '' },
    }).formData();
    expect(form.get('model')).toBe('whisper-large-v3');
    expect(form.get('response_format')).toBe('verbose_json');
    expect(form.get('language')).toBe('en');
    expect(form.getAll('timestamp_granularities[]')).toEqual(['word', 'segment']);
    const wav = Buffer.from(await (form.get('file') as File).arrayBuffer());
    expect(wav.toString('latin1', 0, 4) + wav.toString('latin1', 8, 12)).toBe('RIFFWAVE');
    expect(wav.readUInt32LE(24)).toBe(16_000);
    expect(wav.readUInt32LE(40)).toBe(SAMPLES.length * 2);
    expect(wav.readInt16LE(44 + 2 * 15)).toBeCloseTo(0.1 * Math.sin(1.5) * 32_767, -1);
  });

  it('gives words with their times, and a confidence from the segment they are in', async () => {
    const { heard } = await hear({
      text: 'good morning',
      language: 'english',
      words: [
        { word: 'good', start: 0.1, end: 0.4 },
        { word: ' morning', start: 0.5, end: 9 },
      ],
      segments: [{ start: 0, end: 4, text: 'good morning', avg_logprob: Math.log(0.8) }],
    });
    expect(heard.language).toBe('english');
    expect(heard.words).toEqual([
      { text: 'good', startMs: 100, endMs: 400, confidence: expect.closeTo(0.8, 5) },
      { text: 'morning', startMs: 500, endMs: 4000, confidence: expect.closeTo(0.8, 5) },
    ]);
  });

  it('without word times spreads the words over their segment and says so', async () => {
    const { heard } = await hear({
      text: 'good morning',
      segments: [{ start: 1, end: 2, text: ' good morning' }],
    });
    expect(heard.words.map((word) => word.text)).toEqual(['good', 'morning']);
    expect(
      heard.words.every((word) => word.estimated === true && word.startMs >= 1000 && word.endMs <= 2000),
    ).toBe(true);
  });

  it('that answers in another form is not understood', async () => {
    await expect(hear({ transcript: 'hello' })).rejects.toMatchObject({ code: 'endpoint_invalid' });
  });
});

describe('a chain of recognisers', () => {
  const local = (error: CallmillError | null): SpeechRecognizer => ({
    maxWindowSeconds: 30,
    info: async () => ({ id: 'local', family: 'whisper', sha256: '0', provider: 'cpu', generated: false }),
    transcribe: async () => {
      if (error !== null) throw error;
      return { words: [], language: 'local' };
    },
  });

  it('lets the next one take over after a crash, for the rest of the call', async () => {
    const server = await endpointServer((response) => json(response, { text: '', language: 'remote' }));
    const chain = new RecognizerChain([
      local(new CallmillError('engine_crashed', 'died')),
      recognizer(server.url),
    ]);
    expect(chain.maxWindowSeconds).toBe(25);
    expect((await chain.info()).id).toBe('local');
    for (let n = 0; n < 2; n += 1)
      expect((await chain.transcribe(SAMPLES, { language: null })).language).toBe('remote');
    expect((await chain.info()).id).toBe('whisper:whisper-large-v3');
  });

  it('does not blame the model for the audio, and has an end', async () => {
    const server = await endpointServer((response) => json(response, {}, 500));
    const bad = new RecognizerChain([
      local(new CallmillError('engine_rejected', 'NaN')),
      recognizer(server.url),
    ]);
    await expect(bad.transcribe(SAMPLES, { language: null })).rejects.toMatchObject({
      code: 'engine_rejected',
    });
    expect(server.seen).toHaveLength(0);
    const both = new RecognizerChain([
      local(new CallmillError('engine_crashed', 'died')),
      recognizer(server.url),
    ]);
    await expect(both.transcribe(SAMPLES, { language: null })).rejects.toMatchObject({
      code: 'endpoint_unavailable',
    });
  });
});
