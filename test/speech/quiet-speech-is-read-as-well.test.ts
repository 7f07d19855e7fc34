import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { amplify, offsetOf, speechLevelDb } from '../../src/speech/level.ts';
import { SPEECH_DEFAULTS, type SpeechSettings } from '../../src/speech/settings.ts';
import { corpusFile, decode, pcmOf, tones } from '../inference/fixtures/audio.ts';
import { scratch } from '../inference/fixtures/models.ts';
import { openRealEars } from './ears.ts';

const temp = scratch();
afterAll(temp.remove);
const recording = corpusFile('whisper.cpp/jfk.flac');

describe('quiet speech is read as well', () => {
  it('the level of speech leaves pauses and a constant offset out', () => {
    const talk = tones(10, [
      [1, 2],
      [8, 9],
    ]).map((sample) => sample + 0.2);
    // A sine of amplitude 0.3.
    expect(speechLevelDb(talk)).toBeCloseTo(20 * Math.log10(0.3 / Math.SQRT2), 0);
    amplify(talk, -20);
    expect(offsetOf(talk)).toBeCloseTo(0, 4);
    expect(speechLevelDb(talk)).toBeCloseTo(20 * Math.log10(0.03 / Math.SQRT2), 0);
    expect(speechLevelDb(new Float32Array(1600))).toBe(-120);
  });

  it('nothing is louder than full scale afterwards', () => {
    const samples = tones(1, [[0, 1]]);
    amplify(samples, 40);
    expect(Math.max(...samples)).toBe(1);
    expect(Math.min(...samples)).toBe(-1);
  });

  it.skipIf(recording === undefined)(
    '40 dB down, in 16 bits, beside an offset: the words of the original (skipped without the recordings)',
    async () => {
      const ears = await openRealEars(temp.path);
      onTestFinished(() => ears.close());
      const words = async (samples: Float32Array, levelDb: number | null): Promise<string[]> => {
        const segmentation = { ...SPEECH_DEFAULTS.segmentation, levelDb };
        const settings: SpeechSettings = { ...SPEECH_DEFAULTS, segmentation };
        const { utterances } = await ears.hear(pcmOf(samples, temp.path), { settings });
        return utterances.flatMap((utterance) => utterance.words.map((word) => word.text));
      };
      const bytes = readFileSync(decode(recording ?? '', temp.path).path);
      const original = new Float32Array(
        bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
      );
      const quiet = original.map((sample) => Math.round(sample * 0.01 * 32_768) / 32_768 + 0.02);

      const expected = await words(original, -17);
      const levelled = await words(quiet, -17);
      const asRecorded = await words(quiet, null);
      const found = (heard: readonly string[]) => expected.filter((word) => heard.includes(word)).length;
      expect(found(levelled)).toBeGreaterThan(0.9 * expected.length);
      expect(found(levelled)).toBeGreaterThan(found(asRecorded));
    },
    60_000,
  );
});
