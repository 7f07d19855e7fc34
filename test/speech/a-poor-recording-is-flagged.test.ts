import { describe, expect, it } from 'vitest';
import type { ChannelLevel } from '../../src/audio/level-meter.ts';
import { speechQuality } from '../../src/speech/quality.ts';

const fine: ChannelLevel = { channel: 0, rmsDb: -24, peakDb: -3, clippedShare: 0, dcOffset: 0 };
const heard = {
  channel: 0,
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
    expect(
      speechQuality([channel, { ...heard, channel: 1 }], [fine, { ...fine, channel: 1 }], 16_000),
    ).toMatchObject({
      channels: [{ channel: 0 }, { channel: 1 }],
      windows: 4,
      noise: 1,
      doubts: { repetition: { found: 2, resolved: 1 }, dropped: { found: 0, resolved: 0 } },
    });
  });

  it('by the channel that was heard, when another held the same', () => {
    const silent = { ...fine, peakDb: -90, rmsDb: -90 };
    const quality = speechQuality([{ ...heard, channel: 1 }], [silent, { ...fine, channel: 1 }], 8000);
    expect(quality.channels).toMatchObject([{ channel: 1, flags: [] }]);
  });
});
