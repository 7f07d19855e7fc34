import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Envelope, measureEnvelope } from '../../src/audio/envelope.ts';
import { SAMPLE_RATE } from '../../src/audio/pcm-file.ts';
import { layoutOf } from '../../src/speakers/channel-layout.ts';
import { ringingIn } from '../../src/speakers/ring-tone.ts';

/** Talk and pauses of one voice: frames of 20 ms, from a seed. */
function talking(channel: number, seed: number, share = 0.5, frames = 3000): Envelope {
  const db = new Int8Array(frames).fill(-70);
  let state = seed;
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
  for (let frame = 0; frame < frames; ) {
    const length = 10 + Math.floor(random() * 60);
    if (random() < share)
      for (let i = frame; i < Math.min(frames, frame + length); i += 1)
        db[i] = -35 + Math.floor(random() * 20);
    frame += length;
  }
  return { channel, db };
}

const silence = (channel: number): Envelope => ({ channel, db: new Int8Array(3000).fill(-80) });
const louder = ({ db }: Envelope, channel: number, by: number): Envelope => ({
  channel,
  db: db.map((level) => level + by),
});

describe('what the channels of a recording hold', () => {
  it('is one party each when both talk for themselves', () => {
    expect(layoutOf([talking(0, 1), talking(1, 2)])).toEqual({ kind: 'parties' });
  });

  it('is everybody on one channel when the other repeats it, at whatever level', () => {
    const mono = talking(0, 1);
    expect(layoutOf([mono, louder(mono, 1, -6)])).toEqual({ kind: 'mixed', channel: 0 });
  });

  it('is everybody on one channel when the others are silent', () => {
    expect(layoutOf([silence(0), talking(1, 3)])).toEqual({ kind: 'mixed', channel: 1 });
    expect(layoutOf([silence(0), talking(1, 3), silence(2)])).toEqual({ kind: 'mixed', channel: 1 });
  });

  it('is still two parties when one of them says a single word in a minute', () => {
    const brief = silence(1);
    brief.db.fill(-30, 1000, 1015);
    expect(layoutOf([talking(0, 1), brief])).toEqual({ kind: 'parties' });
  });

  it('does not take a click for a party', () => {
    const click = silence(1);
    click.db.fill(-20, 1000, 1003);
    expect(layoutOf([talking(0, 1), click])).toEqual({ kind: 'mixed', channel: 0 });
  });

  it('is nobody when nothing is heard, and one channel is one channel', () => {
    expect(layoutOf([silence(0), silence(1)])).toEqual({ kind: 'parties' });
    expect(layoutOf([talking(0, 1)])).toEqual({ kind: 'parties' });
    expect(layoutOf([])).toEqual({ kind: 'parties' });
  });
});

describe('the envelope of a decoded channel', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'callmill-envelope-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  it('follows the level frame by frame, across the pieces it is read in', async () => {
    const samples = new Float32Array(SAMPLE_RATE * 61);
    for (let i = 0; i < samples.length; i += 1)
      samples[i] =
        (i < SAMPLE_RATE * 31 ? 0.1 : 0) * Math.SQRT2 * Math.sin((2 * Math.PI * 1000 * i) / SAMPLE_RATE);
    const path = join(directory, 'tone.f32');
    await writeFile(path, samples);
    const { db } = await measureEnvelope({ path, channel: 0, samples: samples.length });
    expect(db).toHaveLength(3050);
    expect(new Set(db.subarray(0, 1550))).toEqual(new Set([-20]));
    expect(new Set(db.subarray(1550))).toEqual(new Set([-120]));
  });
});

describe('a ringing tone', () => {
  const tones = (hz: readonly number[], onMs: number, offMs: number, times: number) => {
    const period = ((onMs + offMs) * SAMPLE_RATE) / 1000;
    const samples = new Float32Array(period * times);
    for (let i = 0; i < samples.length; i += 1) {
      if (i % period >= (onMs * SAMPLE_RATE) / 1000) continue;
      for (const f of hz)
        samples[i] = (samples[i] ?? 0) + 0.1 * Math.sin((2 * Math.PI * f * i) / SAMPLE_RATE);
    }
    return samples;
  };

  it.each([
    ['of the UK', [400, 450], 400, 200, 4],
    ['of North America', [440, 480], 2000, 4000, 2],
    ['of Europe', [425], 1000, 4000, 2],
  ] as const)('%s is heard', (_, hz, on, off, times) => {
    const rung = ringingIn(tones(hz, on, off, times));
    expect(rung).toBeGreaterThan(0.75 * on * times);
    expect(rung).toBeLessThanOrEqual(on * times);
  });

  it.each([
    ['a dial tone without a pause', tones([425], 20_000, 0, 1)],
    ['a fax at 1100 Hz', tones([1100], 500, 3000, 3)],
    ['a voice with its harmonics', tones([140, 280, 420, 560, 700], 900, 300, 5)],
    ['silence', new Float32Array(SAMPLE_RATE)],
    ['nothing', new Float32Array(0)],
  ])('is not %s', (_, samples) => {
    expect(ringingIn(samples)).toBe(0);
  });
});
