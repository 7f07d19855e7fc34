import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TimeSpan } from '../../src/audio/pcm-file.ts';
import { probeAudio } from '../../src/audio/probe.ts';
import { type RedactedAudio, writeRedactedAudio } from '../../src/audio/redacted-audio.ts';
import { hasEncoder, makeWith, samplesOf, synth, tones } from './fixtures/recordings.ts';
import { tempDir } from './fixtures/temp-dir.ts';

const FADE_MS = 5;

async function redact(
  path: string,
  spans: readonly TimeSpan[],
  mode: 'mute' | 'beep' = 'mute',
): Promise<RedactedAudio> {
  return writeRedactedAudio(path, await probeAudio(path), spans, join(await tempDir(), 'out.flac'), { mode });
}

/** Noise with no zero sample, so that every sample that should be silenced would show if it were not. */
async function noise(name: string, channels: number, rate: number, ...args: string[]): Promise<string> {
  const each = Array.from(
    { length: channels },
    (_, n) => `(0.2+0.1*random(${n % 5}))*(1-2*gt(random(${5 + (n % 5)}),0.5))`,
  );
  return makeWith(...synth(each, 3, rate), ...args, join(await tempDir(), name));
}

interface Layout {
  readonly rate: number;
  readonly channels: number;
}

/** Every sample inside is 0; every sample farther than a fade is the original; between, none is louder than it was. */
function expectMuted(
  before: ArrayLike<number>,
  after: ArrayLike<number>,
  spans: readonly TimeSpan[],
  { rate, channels }: Layout,
): void {
  expect(after.length).toBe(before.length);
  const wrong = { inside: 0, outside: 0, fade: 0 };
  for (let i = 0; i < before.length; i++) {
    const frame = Math.floor(i / channels);
    const inside = spans.some((s) => frame >= (s.startMs * rate) / 1000 && frame < (s.endMs * rate) / 1000);
    const fade = (FADE_MS * rate) / 1000 + 1;
    const near = spans.some(
      (s) => frame >= (s.startMs * rate) / 1000 - fade && frame < (s.endMs * rate) / 1000 + fade,
    );
    const [old, now] = [before[i] ?? 0, after[i] ?? 0];
    if (inside) wrong.inside += now === 0 ? 0 : 1;
    else if (near) wrong.fade += Math.abs(now) <= Math.abs(old) ? 0 : 1;
    else wrong.outside += now === old ? 0 : 1;
  }
  expect(wrong).toEqual({ inside: 0, outside: 0, fade: 0 });
}

const spans: TimeSpan[] = [
  { startMs: 500.3, endMs: 900.7 },
  { startMs: 1500, endMs: 1510 },
  { startMs: 1512, endMs: 1600 },
];

describe('the redacted copy', () => {
  it.each([
    ['8k.wav', 1, 8000, 'pcm_s16le'],
    ['mulaw.wav', 2, 8000, 'pcm_mulaw'],
    ['odd-rate.wav', 2, 11025, 'pcm_s16le'],
    ['48k.flac', 2, 48000, 'flac'],
    ['three.wav', 3, 16000, 'pcm_s16le'],
    ['four.wav', 4, 16000, 'pcm_s16le'],
    ['five.wav', 5, 16000, 'pcm_s16le'],
    ['seven.wav', 7, 16000, 'pcm_s16le'],
    ['eight.wav', 8, 16000, 'pcm_s16le'],
    ['many.wav', 12, 16000, 'pcm_s16le'],
    ['a.mp3', 2, 44100, 'libmp3lame'],
    ['a.ogg', 1, 48000, 'libopus'],
  ])(
    'of %s (%i channels, %i Hz) is 0 inside and the original outside',
    async (name, channels, rate, codec) => {
      expect(hasEncoder(codec)).toBe(true);
      const path = await noise(name, channels, rate, '-c:a', codec);
      const redacted = await redact(path, spans);
      expect(redacted.contentType).toBe(channels > 8 ? 'audio/wav' : 'audio/flac');
      const probe = await probeAudio(redacted.path);
      expect(probe).toMatchObject({ sampleRate: rate, channels });
      expectMuted(samplesOf(path), samplesOf(redacted.path), spans, { rate, channels });
      expect(redacted.durationMs).toBeCloseTo((samplesOf(path).length / channels / rate) * 1000, 6);
    },
  );

  it('keeps 24 bits where the original has them', async () => {
    const path = await noise('a.wav', 2, 48000, '-c:a', 'pcm_s24le');
    const redacted = await redact(path, spans);
    expectMuted(samplesOf(path, 's32le'), samplesOf(redacted.path, 's32le'), spans, {
      rate: 48000,
      channels: 2,
    });
  });

  it('without spans is the original, sample by sample', async () => {
    const path = await noise('a.wav', 2, 8000);
    expect(samplesOf((await redact(path, [])).path)).toEqual(samplesOf(path));
  });

  it('clamps spans that reach beyond the ends, and takes them in any order and overlap', async () => {
    const path = await noise('a.wav', 1, 8000);
    const wild = [
      { startMs: 2900, endMs: 99_000 },
      { startMs: -500, endMs: 100 },
      { startMs: 50, endMs: 300 },
      { startMs: 40_000, endMs: 50_000 },
      { startMs: 700, endMs: 600 },
    ];
    const after = samplesOf((await redact(path, wild)).path);
    const clamped = [
      { startMs: 0, endMs: 300 },
      { startMs: 2900, endMs: 3000 },
    ];
    expectMuted(samplesOf(path), after, clamped, { rate: 8000, channels: 1 });
  });

  it('can be silent from end to end', async () => {
    const after = samplesOf(
      (await redact(await noise('a.wav', 2, 8000), [{ startMs: 0, endMs: 3000 }])).path,
    );
    expect(after).toHaveLength(48_000);
    expect(after.every((sample) => sample === 0)).toBe(true);
  });

  it('beeps the same tone whatever was said there', async () => {
    const span = { startMs: 500, endMs: 1500 };
    const [one, two] = [
      await noise('a.wav', 2, 8000),
      makeWith(...tones(2, 3, 8000), join(await tempDir(), 'b.wav')),
    ];
    const inside = async (path: string) =>
      samplesOf((await redact(path, [span], 'beep')).path).slice(8_000, 24_000);
    const tone = await inside(one);
    expect(await inside(two)).toEqual(tone);
    expect(Math.max(...tone) / 32_767).toBeCloseTo(0.2, 2);
    const crossings = tone.filter((x, i) => i >= 2 && i % 2 === 0 && (tone[i - 2] ?? 0) <= 0 && x > 0).length;
    expect(Math.abs(crossings - 1000)).toBeLessThanOrEqual(5);
  });

  it('carries no tag, chapter or picture of the original', async () => {
    const tags = [
      '-metadata',
      'title=Jane Doe',
      '-metadata',
      'comment=card 4111',
      '-metadata',
      'artist=Jane',
    ];
    const path = await noise('a.mp3', 1, 16000, ...tags);
    const original = execFileSync('ffprobe', ['-v', 'error', '-show_format', path], { encoding: 'utf8' });
    expect(original).toContain('Jane Doe');
    const { path: out } = await redact(path, []);
    const args = ['-v', 'error', '-show_format', '-show_streams', '-show_chapters', out];
    expect(execFileSync('ffprobe', args, { encoding: 'utf8' })).not.toMatch(
      /Jane|4111|TAG:(title|comment|artist)/,
    );
    expect(readFileSync(out).includes('Jane')).toBe(false);
  });

  it('takes the sound of a video and leaves the picture', async () => {
    const picture = ['-f', 'lavfi', '-i', 'testsrc=d=3:s=64x48:r=5'];
    const path = makeWith(...picture, ...tones(1, 3, 16000), join(await tempDir(), 'a.mp4'));
    const probe = await probeAudio((await redact(path, spans)).path);
    expect(probe).toMatchObject({ container: 'flac', hasVideo: false, channels: 1 });
  });

  it('leaves no file behind when it fails or is stopped', async () => {
    const path = await noise('a.wav', 1, 8000);
    const probe = await probeAudio(path);
    const out = join(await tempDir(), 'out.flac');
    const reason = new Error('drained');
    await expect(
      writeRedactedAudio(path, probe, [], out, { mode: 'mute', signal: AbortSignal.abort(reason) }),
    ).rejects.toBe(reason);
    await writeFile(path, 'no audio any more');
    await expect(writeRedactedAudio(path, probe, [], out, { mode: 'mute' })).rejects.toMatchObject({
      code: 'audio_undecodable',
      stage: 'redact',
    });
    expect(existsSync(out)).toBe(false);
  });
});
