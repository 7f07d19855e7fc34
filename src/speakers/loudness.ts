import { ENVELOPE_FRAME_MS, type Envelope, meanDb } from '../audio/envelope.ts';
import type { TalkSpan } from './activity.ts';

/** How loud a channel is, second by second: what a player draws and a coach looks at. */
export interface ChannelLoudness {
  /** 0-based channel of the recording. */
  readonly channel: number;
  /** Whole dBFS of each second, the last one begun included; -120 is digital silence. */
  readonly db: readonly number[];
}

const FRAMES_PER_SECOND = 1000 / ENVELOPE_FRAME_MS;

export function loudnessPerSecond({ channel, db }: Envelope): ChannelLoudness {
  const seconds = Math.ceil(db.length / FRAMES_PER_SECOND);
  return {
    channel,
    db: Array.from({ length: seconds }, (_, second) =>
      Math.round(meanDb(db.subarray(second * FRAMES_PER_SECOND, (second + 1) * FRAMES_PER_SECOND))),
    ),
  };
}

/**
 * Median loudness of the seconds in which somebody talks for more than half, dBFS.
 *
 * @param spans of one speaker on one channel
 * @returns null when the channel was not measured or nobody talks for so long
 */
export function talkLoudness(
  spans: readonly TalkSpan[],
  loudness: ChannelLoudness | undefined,
): number | null {
  const talkMs = new Map<number, number>();
  for (const { startMs, endMs } of spans) {
    for (let second = Math.floor(startMs / 1000); second * 1000 < endMs; second += 1) {
      const ms = Math.min(endMs, (second + 1) * 1000) - Math.max(startMs, second * 1000);
      talkMs.set(second, (talkMs.get(second) ?? 0) + ms);
    }
  }
  const levels = [...talkMs]
    .flatMap(([second, ms]) => (ms > 500 ? (loudness?.db[second] ?? []) : []))
    .sort((a, b) => a - b);
  return levels[levels.length >> 1] ?? null;
}
