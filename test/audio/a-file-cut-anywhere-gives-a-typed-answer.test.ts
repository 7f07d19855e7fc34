import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeAudio } from '../../src/audio/decode.ts';
import { probeAudio } from '../../src/audio/probe.ts';
import { CallmillError } from '../../src/errors/error.ts';
import { hasEncoder, makeWith, tones, writeAmr } from './fixtures/recordings.ts';
import { tempDir } from './fixtures/temp-dir.ts';

const EXPECTED = new Set([
  'not_audio',
  'no_audio_track',
  'audio_truncated',
  'audio_too_short',
  'audio_undecodable',
]);
const SHARES = [0.001, 0.02, 0.13, 0.37, 0.61, 0.88, 0.97];
const SECONDS = 5;

const formats: readonly (readonly [string, string])[] = [
  ['a.wav', 'pcm_s16le'],
  ['gsm.wav', 'libgsm_ms'],
  ['a.mp3', 'libmp3lame'],
  ['a.m4a', 'aac'],
  ['a.ogg', 'libopus'],
  ['a.flac', 'flac'],
  ['a.webm', 'libopus'],
  ['a.wma', 'wmav2'],
  ['a.amr', 'own'],
];

/** Length in milliseconds, or the code of the refusal. */
async function outcome(path: string, directory: string): Promise<number | string> {
  await mkdir(directory, { recursive: true });
  try {
    const probe = await probeAudio(path);
    return (await decodeAudio(path, probe, { directory, minSeconds: 0.5, maxMinutes: 1 })).durationMs;
  } catch (error) {
    if (error instanceof CallmillError) return error.code;
    throw error;
  }
}

describe('a recording cut', () => {
  for (const [name, encoder] of formats) {
    const skip = encoder !== 'own' && !hasEncoder(encoder);
    it.skipIf(skip)(
      `anywhere (${name}${skip ? `; skipped: no ${encoder}` : ''}) decodes or is refused`,
      async () => {
        const folder = await tempDir();
        const path = join(folder, name);
        if (encoder === 'own') await writeAmr(path, SECONDS);
        else
          makeWith(
            ...tones(1, SECONDS, 8000),
            '-ar',
            name.match(/ogg|webm/) ? '48000' : '8000',
            '-c:a',
            encoder,
            path,
          );
        const whole = await readFile(path);
        for (const share of SHARES) {
          const cut = join(folder, `${share}-${name}`);
          await writeFile(cut, whole.subarray(0, Math.ceil(whole.length * share)));
          const result = await outcome(cut, join(folder, String(share)));
          if (typeof result === 'string') expect(EXPECTED).toContain(result);
          else expect(result).toBeLessThan(SECONDS * 1000 * share + 500);
        }
      },
    );
  }
});
