import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PcmFile } from '../../src/audio/pcm-file.ts';
import { readSamples } from '../../src/audio/pcm-read.ts';
import { tempDir } from './fixtures/temp-dir.ts';

async function counting(samples: number): Promise<PcmFile> {
  const path = join(await tempDir(), 'channel-0.f32');
  await writeFile(path, new Uint8Array(Float32Array.from({ length: samples }, (_, i) => i).buffer));
  return { path, channel: 0, samples };
}

describe('reading samples by time', () => {
  it('gives exactly the range', async () => {
    const samples = await readSamples(await counting(32_000), 500, 1500);
    expect(samples).toHaveLength(16_000);
    expect([samples[0], samples.at(-1)]).toEqual([8_000, 23_999]);
  });

  it('gives what there is, and nothing outside', async () => {
    const file = await counting(16_000);
    expect(await readSamples(file, -100, 5_000)).toHaveLength(16_000);
    expect(await readSamples(file, 2_000, 3_000)).toHaveLength(0);
    expect(await readSamples(file, 500, 400)).toHaveLength(0);
  });

  it('joins neighbouring ranges without gap or overlap, wherever the cut', async () => {
    const file = await counting(4_000);
    await fc.assert(
      fc.asyncProperty(fc.double({ min: 0, max: 250, noNaN: true }), async (cut) => {
        const [left, right] = [await readSamples(file, 0, cut), await readSamples(file, cut, 250)];
        expect(left.length + right.length).toBe(4_000);
        expect(right[0] ?? 4_000).toBe(left.length);
      }),
      { numRuns: 50 },
    );
  });

  it('says so when the file is shorter than it should be', async () => {
    const file = { ...(await counting(100)), samples: 200 };
    await expect(readSamples(file, 0, 100)).rejects.toThrow(/shorter/);
  });
});
