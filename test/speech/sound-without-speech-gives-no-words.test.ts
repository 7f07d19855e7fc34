import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SpeechClient } from '../../src/inference/speech-client.ts';
import { SPEECH_DEFAULTS } from '../../src/speech/settings.ts';
import { transcribeChannel } from '../../src/speech/transcribe.ts';
import { pcmOf } from '../inference/fixtures/audio.ts';
import { CPU, REAL_MODELS, realModel, scratch } from '../inference/fixtures/models.ts';
import { SOUNDS } from './sounds.ts';

const temp = scratch();
afterAll(temp.remove);

describe.skipIf(REAL_MODELS === undefined)(
  'sound without speech gives no words (skipped without real weights)',
  () => {
    let client: SpeechClient;
    beforeAll(async () => {
      client = new SpeechClient(
        {
          speech: await realModel('zipformer-en-3.3M', temp.path),
          voiceActivity: await realModel('silero-vad', temp.path),
        },
        CPU,
      );
    });
    afterAll(() => client.close());

    it.each(Object.entries(SOUNDS))('%s', async (_name, samples) => {
      const channel = pcmOf(samples, temp.path);
      const options = { recognizer: client, detector: client, settings: SPEECH_DEFAULTS };
      const { utterances } = await transcribeChannel(channel, options);
      expect(utterances).toEqual([]);
    });
  },
);
