import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { relisten } from '../../src/pipeline/stages/relisten.ts';
import { attributeSpeakers } from '../../src/speakers/attribute-speakers.ts';
import type { SpeechRecognizer } from '../../src/speech/recognizer.ts';
import { recording, speak, utterance } from '../speakers/talk.ts';

const signal = new AbortController().signal;
let directory: string;
let cleaned: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'callmill-relisten-'));
  cleaned = join(directory, 'cleaned.flac');
  execFileSync('ffmpeg', [
    '-v',
    'error',
    '-f',
    'lavfi',
    '-i',
    'sine=f=300:d=60',
    '-ac',
    '2',
    '-ar',
    '8000',
    cleaned,
  ]);
});
afterAll(() => rmSync(directory, { recursive: true }));

/** Hears one word at a second of the first window it is given, and nothing anywhere else. */
class Hearing implements SpeechRecognizer {
  readonly maxWindowSeconds = 25;
  readonly heard: number[] = [];
  readonly #word: string;
  readonly #atMs: number;

  constructor(word: string, atMs: number) {
    this.#word = word;
    this.#atMs = atMs;
  }

  async info() {
    return { id: 's', family: 's', sha256: '0', provider: 'cpu', generated: false } as const;
  }

  async transcribe(samples: Float32Array) {
    this.heard.push(samples.length / 16_000);
    const word = { text: this.#word, startMs: this.#atMs, endMs: this.#atMs + 200, confidence: 1 };
    return { words: this.heard.length === 1 ? [word] : [], language: null };
  }
}

const spoken = attributeSpeakers(
  recording({
    channels: 2,
    utterances: [utterance(0, speak('my card is four one one one thank you', 10_000))],
  }),
);
/** The digits: words 3 to 6, 250 ms each. */
const SPAN = { startMs: 10_500, endMs: 12_000 };
/** In the window the span's surroundings come first, from 10,000 ms of the recording on. */
const within = (recordingMs: number) => recordingMs - 10_000;

const listen = (word: string, recordingMs: number, spans = [SPAN]) => {
  const hearing = new Hearing(word, within(recordingMs));
  return {
    hearing,
    done: relisten(cleaned, spans, spoken, hearing, null, directory, signal),
  };
};

describe('cleaned audio', () => {
  it('in which a hidden word is still heard is refused, without a word of it', async () => {
    const error = (await listen('one', 11_000).done.catch((thrown: unknown) => thrown)) as Error & {
      code: string;
    };
    expect(error.code).toBe('redaction_failed');
    expect(error.message).toMatch(/1 hidden word\(s\) after 10\.5 s on channel 0/);
    expect(error.message).not.toMatch(/\bone\b/);
  });

  it('in which any number is heard where numbers were hidden is refused', async () => {
    await expect(listen('seven', 11_000).done).rejects.toMatchObject({ code: 'redaction_failed' });
  });

  it.each([
    ['another word in the silence', 'hello', 11_000],
    ['the word beside the muted stretch', 'one', 12_300],
    ['a neighbour whose time is a little off', 'one', 10_450],
  ])('passes with %s', async (_, word, atMs) => {
    await listen(word, atMs).done;
  });

  it('is heard on every channel, in windows no longer than the model reads whole', async () => {
    const spans = Array.from({ length: 10 }, (_, n) => ({
      startMs: 1000 + n * 5500,
      endMs: 4500 + n * 5500,
    }));
    const { hearing, done } = listen('hello', 0, spans);
    await done;
    expect(Math.max(...hearing.heard)).toBeLessThanOrEqual(25.2);
    const heard = hearing.heard.reduce((sum, seconds) => sum + seconds, 0);
    expect(heard).toBeGreaterThan(2 * 10 * 4.4);
  });

  it('that is silent where it should be needs nobody to listen', async () => {
    const silent = join(directory, 'silent.flac');
    const mute = "volume=0:enable='between(t,10.5,12)'";
    execFileSync('ffmpeg', ['-v', 'error', '-i', cleaned, '-af', mute, silent]);
    const hearing = new Hearing('one', within(11_000));
    await relisten(silent, [SPAN], spoken, hearing, null, directory, signal);
    expect(hearing.heard).toEqual([]);
  });

  it('without muted stretches is not heard at all', async () => {
    const { hearing, done } = listen('one', 0, []);
    await done;
    expect(hearing.heard).toEqual([]);
  });
});
