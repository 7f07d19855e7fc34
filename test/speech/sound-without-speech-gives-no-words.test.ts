import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pcmOf } from '../inference/fixtures/audio.ts';
import { REAL_MODELS, scratch } from '../inference/fixtures/models.ts';
import { type Ears, openRealEars } from './ears.ts';
import { SOUNDS } from './sounds.ts';

const temp = scratch();
afterAll(temp.remove);

describe.skipIf(REAL_MODELS === undefined)(
  'sound without speech gives no words (skipped without real weights)',
  () => {
    let ears: Ears;
    beforeAll(async () => {
      ears = await openRealEars(temp.path);
    });
    afterAll(() => ears.close());

    it.each(Object.entries(SOUNDS))('%s', async (_name, samples) => {
      const channel = pcmOf(samples, temp.path);
      const { utterances } = await ears.hear(channel);
      expect(utterances).toEqual([]);
    });
  },
);
