import { describe, expect, it } from 'vitest';
import type { ChannelLevel } from '../../src/audio/level-meter.ts';
import { speechQuality } from '../../src/speech/quality.ts';

const fine: ChannelLevel = { channel: 0, rmsDb: -24, peakDb: -3, clippedShare: 0, dcOffset: 0 };
const heard = {
  utterances: [],
  languages: new Map<string, number>(),
  speechMs: 4000,
  windows: 2,
  doubts: [],
  noise: [],
};
const flags = (level: Partial<ChannelLevel>, speechMs = 4000, rate = 8000) =>
  speechQuality([{ ...heard, speechMs }], [{ ...fine, ...level }], rate).channels[0]?.flags;

describe('a poor recording is flagged', () => {
  it.each([
    ['a good one', {}, []],
    ['a faint one', { peakDb: -38, rmsDb: -56 }, ['low_level']],
    ['an overdriven one', { clippedShare: 0.02 }, ['clipped']],
    ['one beside a constant offset', { dcOffset: -0.05 }, ['dc_offset']],
  ])('%s', (_name, level, expected) => {
    expect(flags(level)).toEqual(expected);
  });

  it('where nobody spoke, and where the rate cuts consonants off', () => {
    expect(flags({}, 0)).toEqual(['no_speech']);
    expect(flags({}, 4000, 4000)).toEqual(['low_sample_rate']);
  });

  it('beside a count of what was doubted, decoded again and left out', () => {
    const at = { startMs: 0, endMs: 1000 };
    const channel = {
      ...heard,
      doubts: [
        { ...at, suspicion: 'repetition' as const, resolved: true },
        { ...at, suspicion: 'repetition' as const, resolved: false },
      ],
      noise: [at],
    };
    expect(speechQuality([channel, heard], [fine, { ...fine, channel: 1 }], 16_000)).toMatchObject({
      windows: 4,
      noise: 1,
      doubts: { repetition: { found: 2, resolved: 1 }, dropped: { found: 0, resolved: 0 } },
    });
  });
});
