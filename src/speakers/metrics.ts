import type { TimeSpan } from '../audio/pcm-file.ts';
import type { Segment, SpeakerRole } from '../transcript/segment.ts';
import { measureActivity, type TalkSpan } from './activity.ts';
import { findHolds } from './holds.ts';
import { type ChannelLoudness, talkLoudness } from './loudness.ts';
import { talkSpans } from './talk-spans.ts';
import { countInterruptions, longestMonologues, responseLatencies } from './turn-taking.ts';

/** One speaker's figures; all times in milliseconds. */
export interface SpeakerTalk {
  readonly speakerLabel: string;
  readonly speakerRole: SpeakerRole;
  readonly speakerName: string | null;
  readonly talkMs: number;
  /** 0…1 of the talk of all speakers; the shares add up to 1 unless nobody talks. */
  readonly talkShare: number;
  readonly words: number;
  /** Words per minute of this speaker's own talk, to one decimal; 0 without talk. */
  readonly wordsPerMinute: number;
  readonly longestMonologueMs: number;
  /** How often this speaker began while another went on talking. */
  readonly interruptions: number;
  /** Talk while somebody else talked too. */
  readonly overlapMs: number;
  /** Median loudness of this speaker's talk, dBFS; null when it was not measured. */
  readonly loudnessDb: number | null;
}

/** Figures computed from word times, never asked of a model; plain JSON, stored as `speaker_metrics`. */
export interface SpeakerMetrics {
  readonly durationMs: number;
  /** In order of first words. */
  readonly speakers: readonly SpeakerTalk[];
  /** Time in which nobody speaks, and its 0…1 share of the call. */
  readonly silenceMs: number;
  readonly silenceShare: number;
  readonly longestSilenceMs: number;
  /** Time in which at least two speak. */
  readonly overlapMs: number;
  /** Median wait between one speaker's last word and the other's answer; null when nobody answers anybody. */
  readonly responseLatencyMedianMs: number | null;
  /** Times in which the caller was left waiting. */
  readonly holds: readonly TimeSpan[];
  readonly holdMs: number;
  /** Second by second, of every channel; empty when it was not measured. */
  readonly loudness: readonly ChannelLoudness[];
}

/**
 * Who talked how much, how fast, over whom, and how long nobody did.
 * @param segments ordered by start; speech outside [0, durationMs) does not count as talk
 * @param loudness of the recording's channels, when it was measured
 */
export function computeSpeakerMetrics(
  segments: readonly Segment[],
  durationMs: number,
  loudness: readonly ChannelLoudness[] = [],
): SpeakerMetrics {
  const holds = findHolds(segments, durationMs);
  const spans = talkSpans(segments);
  const activity = measureActivity(spans, durationMs);
  const totalMs = [...activity.talkMs.values()].reduce((sum, ms) => sum + ms, 0);
  return {
    durationMs,
    speakers: speakerTalks(segments, spans, activity, totalMs, loudness),
    silenceMs: activity.silenceMs,
    silenceShare: durationMs > 0 ? activity.silenceMs / durationMs : 0,
    longestSilenceMs: activity.longestSilenceMs,
    overlapMs: activity.togetherMs,
    responseLatencyMedianMs: median(responseLatencies(spans)),
    holds,
    holdMs: holds.reduce((sum, hold) => sum + hold.endMs - hold.startMs, 0),
    loudness,
  };
}

function speakerTalks(
  segments: readonly Segment[],
  spans: readonly TalkSpan[],
  activity: ReturnType<typeof measureActivity>,
  totalMs: number,
  loudness: readonly ChannelLoudness[],
): SpeakerTalk[] {
  const interruptions = countInterruptions(spans);
  const monologues = longestMonologues(spans);
  return [...Map.groupBy(segments, (segment) => segment.speakerLabel)].map(([label, own]) => {
    const talkMs = activity.talkMs.get(label) ?? 0;
    const words = own.reduce((sum, segment) => sum + segment.words.length, 0);
    return {
      speakerLabel: label,
      speakerRole: own[0]?.speakerRole ?? 'unknown',
      speakerName: own[0]?.speakerName ?? null,
      talkMs,
      talkShare: totalMs > 0 ? talkMs / totalMs : 0,
      words,
      wordsPerMinute: talkMs > 0 ? Math.round((words * 600_000) / talkMs) / 10 : 0,
      longestMonologueMs: monologues.get(label) ?? 0,
      interruptions: interruptions.get(label) ?? 0,
      overlapMs: activity.overlapMs.get(label) ?? 0,
      loudnessDb: talkLoudness(
        spans.filter((span) => span.speaker === label),
        loudness.find(({ channel }) => channel === own[0]?.channel),
      ),
    };
  });
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1];
  const lower = sorted[(sorted.length - 1) >> 1];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}
