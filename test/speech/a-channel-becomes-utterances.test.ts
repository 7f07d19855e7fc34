import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { LocatedModel } from '../../src/models/model.ts';
import { corpusFile, decode, pcmOf, tones } from '../inference/fixtures/audio.ts';
import { generatedModel, scratch } from '../inference/fixtures/models.ts';
import { type Ears, openEars, openRealEars } from './ears.ts';

const temp = scratch();
afterAll(temp.remove);
let speech: LocatedModel;
let voiceActivity: LocatedModel;
beforeAll(async () => {
  speech = await generatedModel('generated-whisper', temp.path);
  voiceActivity = await generatedModel('generated-vad', temp.path);
});

function generatedEars(): Ears {
  const ears = openEars(speech, voiceActivity);
  onTestFinished(() => ears.close());
  return ears;
}

describe('a channel becomes utterances', () => {
  it('with generated models: words only where there is sound, none for silence', async () => {
    const ears = generatedEars();
    const channel = pcmOf(
      tones(60, [
        [5, 9],
        [50, 54],
      ]),
      temp.path,
    );
    const progress: number[] = [];
    const transcript = await ears.hear(
      { ...channel, channel: 1 },
      { onProgress: (done) => progress.push(done) },
    );
    expect([...transcript.languages.keys()]).toEqual(['en']);
    expect(transcript.speechMs).toBeGreaterThan(7000);
    expect(transcript.speechMs).toBeLessThan(9000);
    expect(progress.at(-1)).toBe(1);
    const words = transcript.utterances.flatMap((utterance) => utterance.words);
    expect(words.length).toBeGreaterThan(5);
    for (const { startMs, endMs } of words) {
      const inside = (startMs > 4500 && endMs < 9500) || (startMs > 49_500 && endMs < 54_500);
      expect(inside, `${startMs}-${endMs}`).toBe(true);
    }
    expect(new Set(transcript.utterances.map((utterance) => utterance.channel))).toEqual(new Set([1]));

    const silent = pcmOf(tones(10, []), temp.path);
    expect(await ears.hear(silent)).toMatchObject({
      utterances: [],
      speechMs: 0,
      windows: 0,
      doubts: [],
    });
  });

  it('cuts two minutes without a pause into windows the model can read', async () => {
    const ears = generatedEars();
    const client = ears.recognizer;
    const lengths: number[] = [];
    const channel = pcmOf(tones(120, [[0, 120]]), temp.path);
    await ears.hear(channel, {
      recognizer: {
        maxWindowSeconds: client.maxWindowSeconds,
        info: (signal) => client.info(signal),
        transcribe: (samples, options, signal) => {
          lengths.push(samples.length);
          return client.transcribe(samples, options, signal);
        },
      },
    });
    expect(Math.max(...lengths)).toBeLessThanOrEqual(25 * 16_000);
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBeGreaterThan(119 * 16_000);
  });

  it('stops between windows when aborted', async () => {
    const ears = generatedEars();
    const controller = new AbortController();
    const reason = new Error('call cancelled');
    const running = ears.hear(
      pcmOf(tones(120, [[0, 120]]), temp.path),
      { onProgress: () => controller.abort(reason) },
      controller.signal,
    );
    await expect(running).rejects.toBe(reason);
  });
});

const harvard = corpusFile('joinly/OSR_us_000_0034_8k.flac');
const manifest = corpusFile('manifest.jsonl');

describe('real weights on telephone speech', () => {
  it.skipIf(harvard === undefined || manifest === undefined)(
    'reads the Harvard sentences at 8 kHz (skipped without the labelled recordings beside the weights)',
    async () => {
      const ears = await openRealEars(temp.path);
      onTestFinished(() => ears.close());
      const channel = decode(harvard ?? '', temp.path);
      const { utterances, languages } = await ears.hear(channel);
      const words = utterances.flatMap((utterance) => utterance.words);
      const reference = plainWords(referenceText(manifest ?? '', 'joinly/OSR_us_000_0034_8k.flac'));
      const errors = editDistance(reference, plainWords(words.map((word) => word.text).join(' ')));
      console.log(
        `word error rate, Harvard sentences at 8 kHz: ${((100 * errors) / reference.length).toFixed(2)} %`,
      );
      expect(errors / reference.length).toBeLessThan(0.08);
      expect([...languages.keys()]).toEqual(['en']);
      // Ten sentences with a pause after each.
      expect(utterances.length).toBeGreaterThanOrEqual(8);
      expect(words.every((word) => word.confidence !== null && word.estimated !== true)).toBe(true);
    },
    60_000,
  );
});

function referenceText(path: string, file: string): string {
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line === '') continue;
    const row: { readonly file: string; readonly text?: string } = JSON.parse(line);
    if (row.file === file) return row.text ?? '';
  }
  throw new Error(`${file} is not in the list of recordings`);
}

function plainWords(text: string): string[] {
  return text.toLowerCase().match(/[a-z0-9']+/g) ?? [];
}

function editDistance(a: readonly string[], b: readonly string[]): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, word] of a.entries()) {
    const next = [i + 1];
    for (const [j, other] of b.entries()) {
      const replace = (row[j] ?? 0) + (word === other ? 0 : 1);
      next.push(Math.min(replace, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
