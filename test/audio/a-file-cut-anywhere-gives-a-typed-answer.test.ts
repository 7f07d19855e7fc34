import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { decodeAudio } from '../../src/audio/decode.ts';
import { probeAudio } from '../../src/audio/probe.ts';
import { CallmillError } from '../../src/errors/error.ts';
import { hasEncoder, makeWith, tones, writeAmr } from './fixtures/recordings.ts';
import { tempDir } from './fixtures/temp-dir.ts';

const { runs, seed } = inject('effort');

const EXPECTED = [
  'not_audio',
  'no_audio_track',
  'audio_truncated',
  'audio_too_short',
  'audio_undecodable',
  // What is left of a cut header may play as next to nothing.
  'audio_silent',
];
const SECONDS = 5;
const picture = ['-f', 'lavfi', '-i', `testsrc=d=${SECONDS}:s=64x48:r=5`];

const formats: readonly (readonly [name: string, encoder: string, ...args: string[]])[] = [
  ['a.wav', 'pcm_s16le'],
  ['mulaw.wav', 'pcm_mulaw'],
  ['alaw.wav', 'pcm_alaw'],
  ['gsm.wav', 'libgsm_ms'],
  ['a.gsm', 'libgsm'],
  ['a.mp3', 'libmp3lame'],
  ['a.m4a', 'aac'],
  ['streamed.m4a', 'aac', '-movflags', '+faststart'],
  ['a.ogg', 'libopus'],
  ['a.flac', 'flac'],
  ['a.webm', 'libopus'],
  ['a.wma', 'wmav2'],
  ['a.mp4', 'aac', '-movflags', '+faststart'],
  ['a.amr', 'own'],
];

/** Length in milliseconds, or the code of the refusal; anything else that is thrown is a bug. */
async function outcome(path: string, directory: string): Promise<number | string> {
  await mkdir(directory, { recursive: true });
  try {
    const probe = await probeAudio(path);
    return (await decodeAudio(path, probe, { directory, minSeconds: 0.5, maxMinutes: 1 })).durationMs;
  } catch (error) {
    if (error instanceof CallmillError) return error.code;
    throw error;
  } finally {
    await rm(directory, { recursive: true });
  }
}

async function recording(name: string, encoder: string, args: readonly string[]): Promise<string> {
  const path = join(await tempDir(), name);
  if (encoder === 'own') return await writeAmr(path, SECONDS);
  const rate = encoder === 'libopus' ? 48_000 : 8000;
  const video = name.endsWith('mp4') ? picture : [];
  return makeWith(...video, ...tones(1, SECONDS, rate), '-c:a', encoder, ...args, path);
}

/** Anywhere, and as often inside the first 200 bytes, where headers are. */
const cuts = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }).map((share) => (size: number) => Math.floor(share * size)),
  fc.integer({ min: 1, max: 200 }).map((bytes) => (size: number) => Math.min(bytes, size)),
);

describe('a recording cut', () => {
  for (const [name, encoder, ...args] of formats) {
    const skip = encoder !== 'own' && !hasEncoder(encoder);
    const note = skip ? `; skipped: no ${encoder} in ffmpeg` : '';
    it.skipIf(skip)(
      `anywhere (${name}, seed ${seed}${note}) decodes up to there or is refused with its code`,
      async () => {
        const whole = await readFile(await recording(name, encoder, args));
        const directory = await tempDir();
        await fc.assert(
          fc.asyncProperty(cuts, async (cut) => {
            const bytes = cut(whole.length);
            await writeFile(join(directory, name), whole.subarray(0, bytes));
            const result = await outcome(join(directory, name), join(directory, 'decoded'));
            if (typeof result === 'string') expect(EXPECTED).toContain(result);
            else expect(result).toBeLessThan((SECONDS * 1000 * bytes) / whole.length + 500);
          }),
          { numRuns: Math.ceil(runs / 8), seed },
        );
      },
      30_000 + runs * 500,
    );
  }
});
