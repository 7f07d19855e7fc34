import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeAudio } from '../../src/audio/decode.ts';
import { probeAudio } from '../../src/audio/probe.ts';
import { floatsOf, makeWith, toneShare, tones } from './fixtures/recordings.ts';
import { tempDir } from './fixtures/temp-dir.ts';

const LIMITS = { minSeconds: 0.5, maxMinutes: 1 };

describe('a wrong name changes nothing', () => {
  it.each([
    ['a.wav', 'recording.mp3', 'pcm_s16le'],
    ['a.mp3', 'recording.wav', 'mp3'],
    ['a.flac', 'recording.amr', 'flac'],
    ['a.m4a', 'recording.txt', 'aac'],
    ['a.webm', 'recording', 'opus'],
    ['a.wav', 'recording.m3u8', 'pcm_s16le'],
  ])('%s called %s is what its bytes say', async (real, called, codec) => {
    const folder = await tempDir();
    const path = join(folder, called);
    await copyFile(makeWith(...tones(1, 2, 48_000), join(folder, real)), path);
    const probe = await probeAudio(path);
    expect(probe.codec).toBe(codec);
    const { channels, durationMs } = await decodeAudio(path, probe, { directory: folder, ...LIMITS });
    expect(Math.abs(durationMs - 2000)).toBeLessThan(100);
    expect(toneShare(floatsOf(channels[0]?.path ?? '').subarray(8000, 24_000), 300, 16_000)).toBeGreaterThan(
      0.9,
    );
  });

  it.each([
    [4000, 1],
    [4000, 8],
    [96_000, 1],
    [192_000, 2],
  ])('audio of %i Hz with %i channel(s) is heard at 16 kHz', async (rate, count) => {
    const folder = await tempDir();
    const path = makeWith(...tones(count, 2, rate), join(folder, 'a.wav'));
    const { channels, durationMs } = await decodeAudio(path, await probeAudio(path), {
      directory: folder,
      ...LIMITS,
    });
    expect(durationMs).toBe(2000);
    for (const { path: file, channel } of channels) {
      const middle = floatsOf(file).subarray(8000, 24_000);
      expect(toneShare(middle, 300 + 100 * channel, 16_000)).toBeGreaterThan(0.99);
    }
  });
});
