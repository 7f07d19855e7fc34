import type { AudioProbe } from './probe.ts';

/**
 * The filter through which every reading of a recording goes, decoding and redaction alike, so that a millisecond means
 * the same in both: channels kept as they are, gaps in the timestamps (lost packets, pauses that a codec does not send)
 * filled with silence, the first sample at 0. A recording without gaps comes through unchanged, sample by sample.
 * `async=1` only fills and trims; it never stretches.
 */
export function timelineFilter(probe: AudioProbe, sampleRate: number): string {
  return `${keepChannels(probe.channels)}aresample=${sampleRate}:async=1:first_pts=0`;
}

/**
 * Pins the number of channels without mixing, whatever layout the file claims and even if it changes half way.
 * Only up to eight: the filter knows no name for odd counts above.
 */
function keepChannels(channels: number): string {
  if (channels > 8) return '';
  const gains = Array.from({ length: channels }, (_, channel) => `c${channel}=c${channel}`);
  return `pan=${channels}c|${gains.join('|')},`;
}
