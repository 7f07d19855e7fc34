import type { ChannelLevel } from '../audio/level-meter.ts';
import { SUSPICIONS, type Suspicion } from './guards.ts';
import type { ChannelTranscript } from './transcribe.ts';

/** What about a channel's sound makes its words less sure. */
export const AUDIO_FLAGS = ['low_level', 'clipped', 'dc_offset', 'no_speech', 'low_sample_rate'] as const;
export type AudioFlag = (typeof AUDIO_FLAGS)[number];

export interface ChannelQuality {
  readonly channel: number;
  readonly flags: readonly AudioFlag[];
  readonly levelDb: number;
  readonly speechMs: number;
}

/** How well a call could be heard: plain data without a word of it, kept with the transcript. */
export interface SpeechQuality {
  readonly channels: readonly ChannelQuality[];
  /** Windows decoded. */
  readonly windows: number;
  /** Windows that a guard did not believe, and how many of those a second decoding mended. */
  readonly doubts: Readonly<Record<Suspicion, { readonly found: number; readonly resolved: number }>>;
  /** Utterances left out because the model itself did not believe them. */
  readonly noise: number;
}

/** Below these a voice is closer to the noise of the line than a recorder should leave it. */
const LOW_PEAK_DB = -30;
const LOW_RMS_DB = -50;
/** One sample in a thousand at full scale is heard as crackle. */
const CLIPPED_SHARE = 0.001;
/** A healthy recorder stays within. */
const DC_OFFSET = 0.01;
/** Telephone speech; with less, consonants are gone. */
const LOWEST_RATE = 8000;

/**
 * @param heard channels that were transcribed: one of two that hold the same
 * @param levels of all channels as decoded
 * @param sampleRate of the recording
 */
export function speechQuality(
  heard: readonly ChannelTranscript[],
  levels: readonly ChannelLevel[],
  sampleRate: number,
): SpeechQuality {
  const doubts = heard.flatMap((channel) => channel.doubts);
  const counted = SUSPICIONS.map((suspicion) => {
    const found = doubts.filter((doubt) => doubt.suspicion === suspicion);
    return [suspicion, { found: found.length, resolved: found.filter((doubt) => doubt.resolved).length }];
  });
  return {
    channels: heard.flatMap(({ channel, speechMs }) => {
      const level = levels.find((one) => one.channel === channel);
      return level === undefined ? [] : [channelQuality(level, speechMs, sampleRate)];
    }),
    windows: heard.reduce((sum, channel) => sum + channel.windows, 0),
    doubts: Object.fromEntries(counted) as SpeechQuality['doubts'],
    noise: heard.reduce((sum, channel) => sum + channel.noise.length, 0),
  };
}

function channelQuality(level: ChannelLevel, speechMs: number, sampleRate: number): ChannelQuality {
  const found: Readonly<Record<AudioFlag, boolean>> = {
    low_level: level.peakDb < LOW_PEAK_DB || level.rmsDb < LOW_RMS_DB,
    clipped: level.clippedShare > CLIPPED_SHARE,
    dc_offset: Math.abs(level.dcOffset) > DC_OFFSET,
    no_speech: speechMs === 0,
    low_sample_rate: sampleRate < LOWEST_RATE,
  };
  const flags = AUDIO_FLAGS.filter((flag) => found[flag]);
  return { channel: level.channel, flags, levelDb: Math.round(level.rmsDb * 10) / 10, speechMs };
}
