import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type DecodedAudio, decodeAudio } from '../../src/audio/decode.ts';
import { SAMPLE_RATE } from '../../src/audio/pcm-file.ts';
import { type AudioProbe, probeAudio } from '../../src/audio/probe.ts';
import { floatsOf, hasEncoder, makeWith, toneShare, tones, writeAmr } from './fixtures/recordings.ts';
import { tempDir } from './fixtures/temp-dir.ts';

async function decode(path: string): Promise<{ probe: AudioProbe; audio: DecodedAudio }> {
  const probe = await probeAudio(path);
  const audio = await decodeAudio(path, probe, {
    directory: await tempDir(),
    minSeconds: 0.5,
    maxMinutes: 5,
  });
  return { probe, audio };
}

interface Format {
  readonly name: string;
  readonly codec: string;
  readonly encoder: string;
  readonly rate: number;
  readonly channels: number;
  readonly args: readonly string[];
}

const formats: readonly Format[] = [
  { name: '8k.wav', codec: 'pcm_s16le', encoder: 'pcm_s16le', rate: 8000, channels: 1, args: [] },
  { name: 'mulaw.wav', codec: 'pcm_mulaw', encoder: 'pcm_mulaw', rate: 8000, channels: 2, args: [] },
  { name: 'alaw.wav', codec: 'pcm_alaw', encoder: 'pcm_alaw', rate: 8000, channels: 2, args: [] },
  { name: 'gsm.wav', codec: 'gsm_ms', encoder: 'libgsm_ms', rate: 8000, channels: 1, args: [] },
  { name: 'a.gsm', codec: 'gsm', encoder: 'libgsm', rate: 8000, channels: 1, args: [] },
  { name: 'adpcm.wav', codec: 'adpcm_ms', encoder: 'adpcm_ms', rate: 8000, channels: 1, args: [] },
  { name: 'a.mp3', codec: 'mp3', encoder: 'libmp3lame', rate: 44100, channels: 2, args: [] },
  { name: 'vbr.mp3', codec: 'mp3', encoder: 'libmp3lame', rate: 16000, channels: 1, args: ['-q:a', '6'] },
  { name: 'a.m4a', codec: 'aac', encoder: 'aac', rate: 44100, channels: 2, args: [] },
  { name: 'a.aac', codec: 'aac', encoder: 'aac', rate: 16000, channels: 1, args: [] },
  { name: 'a.ogg', codec: 'opus', encoder: 'libopus', rate: 48000, channels: 2, args: [] },
  { name: 'vorbis.ogg', codec: 'vorbis', encoder: 'libvorbis', rate: 44100, channels: 2, args: [] },
  { name: 'a.flac', codec: 'flac', encoder: 'flac', rate: 16000, channels: 2, args: [] },
  { name: 'a.webm', codec: 'opus', encoder: 'libopus', rate: 48000, channels: 2, args: [] },
  { name: 'a.wma', codec: 'wmav2', encoder: 'wmav2', rate: 44100, channels: 2, args: [] },
];

describe('decoding', () => {
  for (const { name, codec, encoder, rate, channels, args } of formats) {
    const skip = !hasEncoder(encoder);
    it.skipIf(skip)(`${codec} in ${name}${skip ? ` (skipped: no ${encoder} in ffmpeg)` : ''}`, async () => {
      const path = join(await tempDir(), name);
      makeWith(...tones(channels, 3, rate, 0.3), '-c:a', encoder, ...args, path);
      const { probe, audio } = await decode(path);
      expect(probe).toMatchObject({ codec, sampleRate: rate, channels, hasVideo: false });
      expect(audio.channels).toHaveLength(channels);
      expect(Math.abs(audio.durationMs - 3000)).toBeLessThan(120);
      for (const { path: file, channel, samples } of audio.channels) {
        const floats = floatsOf(file);
        expect(floats).toHaveLength(samples);
        // A second from the middle: the channel's own tone and no other.
        const middle = floats.subarray(SAMPLE_RATE, 2 * SAMPLE_RATE);
        expect(toneShare(middle, 300 + 100 * channel, SAMPLE_RATE)).toBeGreaterThan(0.9);
      }
    });
  }

  it('amr', async () => {
    const { probe, audio } = await decode(await writeAmr(join(await tempDir(), 'a.amr'), 3));
    expect(probe).toMatchObject({ container: 'amr', codec: 'amr_nb', sampleRate: 8000, channels: 1 });
    expect(audio.durationMs).toBe(3000);
  });

  it('the audio of a video', async () => {
    const path = join(await tempDir(), 'a.mp4');
    const picture = ['-f', 'lavfi', '-i', 'testsrc=d=3:s=64x48:r=5'];
    makeWith(...picture, ...tones(2, 3, 44100, 0.3), '-c:a', 'aac', path);
    const { probe, audio } = await decode(path);
    expect(probe).toMatchObject({ codec: 'aac', hasVideo: true, channels: 2 });
    expect(Math.abs(audio.durationMs - 3000)).toBeLessThan(120);
  });

  it.each([1, 2, 3, 4, 6, 8, 12])('%i channels, none mixed into another', async (channels) => {
    const path = join(await tempDir(), 'many.wav');
    makeWith(...tones(channels, 2, 16000), path);
    const { audio } = await decode(path);
    expect(audio.channels.map((file) => file.channel)).toEqual(Array.from({ length: channels }, (_, n) => n));
    for (const { path: file, channel } of audio.channels) {
      const middle = floatsOf(file).subarray(8000, 24000);
      expect(toneShare(middle, 300 + 100 * channel, SAMPLE_RATE)).toBeGreaterThan(0.99);
    }
  });

  it.each(['pcm_s16le', 'pcm_mulaw'])('a length that a recorder could not write back (%s)', async (codec) => {
    const folder = await tempDir();
    const path = makeWith(...tones(1, 2, 8000), '-c:a', codec, join(folder, 'a.wav'));
    const whole = await readFile(path);
    // As ffmpeg, sox and others leave it when they write to a pipe; µ-law has the count of samples beside it.
    for (const size of [0xffff_ffff, 0x7fff_f000, 0x7fff_ffff, 0]) {
      const bytes = Buffer.from(whole);
      bytes.writeUInt32LE(size, bytes.indexOf('data') + 4);
      if (bytes.includes('fact')) bytes.writeUInt32LE(size, bytes.indexOf('fact') + 8);
      await writeFile(join(folder, 'b.wav'), bytes);
      const { probe, audio } = await decode(join(folder, 'b.wav'));
      expect(probe).toMatchObject({ durationMs: 2000, durationIsExact: false });
      expect(audio.durationMs).toBe(2000);
    }
  });

  it('a gap in the timestamps becomes silence, so that later words keep their time', async () => {
    const folder = await tempDir();
    const whole = makeWith(...tones(1, 6, 48000), '-c:a', 'libopus', join(folder, 'whole.webm'));
    const packets = ['-c', 'copy', '-bsf:a', "noise=drop='between(pts*tb,2,4)'"];
    const holed = makeWith('-i', whole, ...packets, join(folder, 'holed.webm'));
    const { audio } = await decode(holed);
    expect(Math.abs(audio.durationMs - 6000)).toBeLessThan(50);
    const floats = floatsOf(audio.channels[0]?.path ?? '');
    const power = (from: number, to: number) =>
      floats.subarray(from * 16, to * 16).reduce((sum, x) => sum + x * x, 0) / ((to - from) * 16);
    expect(power(1000, 1900)).toBeGreaterThan(0.001);
    expect(power(2200, 3800)).toBeLessThan(1e-6);
    expect(power(4300, 5500)).toBeGreaterThan(0.001);
  });
});
