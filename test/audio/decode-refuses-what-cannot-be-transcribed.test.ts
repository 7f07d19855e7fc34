import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type DecodedAudio, decodeAudio } from '../../src/audio/decode.ts';
import { probeAudio } from '../../src/audio/probe.ts';
import { floatsOf, makeWith, synth, tones, writeFloatWav } from './fixtures/recordings.ts';
import { tempDir } from './fixtures/temp-dir.ts';

interface Limits {
  readonly minSeconds?: number;
  readonly maxMinutes?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (decodedMs: number, totalMs: number | null) => void;
}

/** Decodes into an own folder; after a failure the folder must be empty. */
async function decode(path: string, limits: Limits = {}): Promise<DecodedAudio> {
  const directory = await tempDir();
  try {
    const options = { directory, minSeconds: 0.5, maxMinutes: 1, ...limits };
    return await decodeAudio(path, await probeAudio(path), options);
  } catch (error) {
    expect(await readdir(directory)).toEqual([]);
    throw error;
  }
}

async function made(...args: string[]): Promise<string> {
  const name = args.pop() ?? '';
  return makeWith(...args, join(await tempDir(), name));
}

describe('decoding', () => {
  it('refuses what its header says is too long, before decoding', async () => {
    const path = await made(...tones(1, 7, 8000), 'a.wav');
    const seen: number[] = [];
    const limits = { maxMinutes: 0.1, onProgress: (ms: number) => void seen.push(ms) };
    await expect(decode(path, limits)).rejects.toMatchObject({ code: 'audio_too_long' });
    expect(seen).toEqual([]);
  });

  it('stops what turns out too long while decoding', async () => {
    // A live recording of a browser carries no length.
    const path = await made(...tones(1, 60, 48000), '-c:a', 'libopus', '-f', 'webm', '-live', '1', 'a.webm');
    const seen: number[] = [];
    const limits = { maxMinutes: 0.1, onProgress: (ms: number) => void seen.push(ms) };
    await expect(decode(path, limits)).rejects.toMatchObject({ code: 'audio_too_long' });
    expect(Math.max(0, ...seen)).toBeLessThanOrEqual(6_000);
  });

  it('refuses what is too short', async () => {
    const path = await made(...tones(1, 0.3, 8000), 'a.wav');
    await expect(decode(path)).rejects.toMatchObject({ code: 'audio_too_short' });
    expect((await decode(path, { minSeconds: 0.2 })).durationMs).toBe(300);
  });

  it('refuses silence: digital, an idle µ-law line, a constant offset, one faint click', async () => {
    const digital = await made('-f', 'lavfi', '-i', 'anullsrc=r=8000:cl=stereo:d=2', 'a.wav');
    const idle = await made(...synth(['0.0002*(random(0)-0.5)'], 2, 8000), '-c:a', 'pcm_mulaw', 'b.wav');
    const offset = await made(...synth(['0.3'], 2, 16000), 'c.wav');
    const click = new Float32Array(16_000 * 30);
    click[5000] = 0.003;
    const clicked = await writeFloatWav(join(await tempDir(), 'd.wav'), click, 16_000);
    for (const path of [digital, idle, offset, clicked]) {
      await expect(decode(path)).rejects.toMatchObject({ code: 'audio_silent', retry: 'permanent' });
    }
  });

  it('accepts quiet speech level, and one speaking channel beside a dead one', async () => {
    const quiet = await made(...tones(1, 2, 8000, 0.003), 'a.wav');
    expect((await decode(quiet)).levels[0]?.peakDb).toBeCloseTo(-50.5, 0);
    const oneSided = await made(...synth(['0', '0.1*sin(2000*t)'], 2, 8000), 'b.wav');
    const { levels } = await decode(oneSided);
    expect(levels.map((level) => Math.round(level.peakDb))).toEqual([-120, -20]);
  });

  it('measures level, clipping and offset per channel', async () => {
    const left = '0.5*sin(2*PI*500*t)';
    const right = '0.1+0.1*sin(2*PI*500*t)';
    const loud = 'clip(2*sin(2*PI*500*t),-1,1)';
    const path = await made(...synth([left, right, loud], 2, 16000), 'a.wav');
    const { levels } = await decode(path);
    expect(levels[0]?.rmsDb).toBeCloseTo(-9.03, 1);
    expect(levels[0]?.peakDb).toBeCloseTo(-6.02, 1);
    expect(levels[0]?.clippedShare).toBe(0);
    expect(levels[1]?.dcOffset).toBeCloseTo(0.1, 3);
    expect(levels[1]?.rmsDb).toBeCloseTo(-23.01, 1);
    // |2 sin| ≥ 1 for two thirds of a period.
    expect(levels[2]?.clippedShare).toBeCloseTo(2 / 3, 1);
  });

  it('gives the engines finite samples within ±1, whatever a float recording holds', async () => {
    const samples = Float32Array.from({ length: 32_000 }, (_, i) => 0.3 * Math.sin(i / 7));
    samples[100] = Number.NaN;
    samples[9_000] = Number.POSITIVE_INFINITY;
    samples[20_000] = 1e30;
    const path = await writeFloatWav(join(await tempDir(), 'a.wav'), samples, 16_000);
    const { channels, durationMs } = await decode(path);
    const floats = floatsOf(channels[0]?.path ?? '');
    expect(durationMs).toBe(2000);
    expect(floats.every((x) => Number.isFinite(x) && Math.abs(x) <= 1)).toBe(true);
    expect(floats[15_000]).toBeCloseTo(samples[15_000] ?? 0, 5);
  });

  it('refuses a recording that is mostly not numbers', async () => {
    const samples = new Float32Array(32_000).fill(Number.NaN);
    const path = await writeFloatWav(join(await tempDir(), 'a.wav'), samples, 16_000);
    await expect(decode(path)).rejects.toMatchObject({ code: 'audio_undecodable' });
  });

  it('refuses a track whose data are damaged', async () => {
    const path = await made(...tones(2, 5, 44100), '-movflags', '+faststart', 'a.m4a');
    const bytes = await readFile(path);
    bytes.fill(0xa5, bytes.indexOf('mdat') + 4 + 2_000);
    await writeFile(path, bytes);
    await expect(decode(path)).rejects.toMatchObject({ code: 'audio_undecodable' });
  });

  it.each(['a.mp3', 'a.flac', 'a.webm'])('says audio_truncated for half of %s', async (name) => {
    const path = await made(...tones(1, 10, 48000), name);
    const bytes = await readFile(path);
    await writeFile(path, bytes.subarray(0, bytes.length / 2));
    await expect(decode(path)).rejects.toMatchObject({ code: 'audio_truncated' });
  });

  it('reports its progress', async () => {
    const path = await made(...tones(2, 20, 44100), 'a.mp3');
    const seen: [number, number | null][] = [];
    const { durationMs } = await decode(path, { onProgress: (...now) => void seen.push(now) });
    expect(seen.length).toBeGreaterThan(3);
    expect(seen.at(-1)?.[0]).toBe(durationMs);
    expect(seen.every(([, total]) => Math.abs((total ?? 0) - 20_000) < 100)).toBe(true);
  });

  it('stops with the reason of the signal and leaves no file', async () => {
    const path = await made(...tones(2, 50, 44100), 'a.wav');
    const abort = new AbortController();
    const reason = new Error('drained');
    const limits = { signal: abort.signal, onProgress: () => abort.abort(reason) };
    await expect(decode(path, limits)).rejects.toBe(reason);
    await expect(decode(path, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
