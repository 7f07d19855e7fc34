import type { TimeSpan } from '../audio/pcm-file.ts';
import type { Segment } from '../transcript/segment.ts';
import { lowerBound } from './search.ts';
import type { PiiType } from './types.ts';
import { hasSoundTimes } from './word-times.ts';

/**
 * Silence added on each side. Word times of recognisers are off by up to a quarter second; muting 250 ms more per
 * side costs about 0.4 % of the audio over 100 ms, so what does most harm gets it.
 */
const WIDE_MS = 250;
const NARROW_MS = 120;
const NARROW: ReadonlySet<PiiType> = new Set([
  'PHONE_NUMBER',
  'EMAIL',
  'PERSON',
  'POSTCODE',
  'DATE_OF_BIRTH',
]);
/** Speech between two muted stretches this close together is not worth hearing, and may be the end of a digit. */
const MERGE_GAP_MS = 400;
/** Words that overlap one another in time are few; looking back this far finds the one an edge falls into. */
const LOOK_BACK = 8;

/** One redacted stretch before padding. */
export interface SpokenStretch extends TimeSpan {
  readonly type: PiiType;
  readonly channel: number;
}

/**
 * What to mute, on all channels: padded by type, widened to the end of a word that an edge cuts, clamped to the
 * recording, merged when less than 400 ms apart. Sorted, without overlap.
 */
export function audioSpans(
  stretches: readonly SpokenStretch[],
  segments: readonly Segment[],
  durationMs = Number.POSITIVE_INFINITY,
): TimeSpan[] {
  const words = wordsByChannel(segments);
  const padded = stretches.map((stretch) => {
    const pad = NARROW.has(stretch.type) ? NARROW_MS : WIDE_MS;
    const near = words.get(stretch.channel) ?? [];
    const start = Math.min(
      stretch.startMs,
      cutWord(near, stretch.startMs - pad)?.startMs ?? stretch.startMs - pad,
    );
    const end = Math.max(stretch.endMs, cutWord(near, stretch.endMs + pad)?.endMs ?? stretch.endMs + pad);
    // a stretch past the end keeps its length: the audio, not the transcript, says where the recording ends
    return { startMs: Math.max(0, start), endMs: Math.min(end, Math.max(durationMs, stretch.endMs)) };
  });
  return merge(padded);
}

/** The word that a moment falls inside, if any. */
function cutWord(words: readonly TimeSpan[], moment: number): TimeSpan | undefined {
  const after = lowerBound(words, moment, (word) => word.startMs);
  return words.slice(Math.max(0, after - LOOK_BACK), after).findLast((word) => word.endMs > moment);
}

function wordsByChannel(segments: readonly Segment[]): Map<number, TimeSpan[]> {
  const channels = new Map<number, TimeSpan[]>();
  for (const segment of segments) {
    const words = channels.get(segment.channel) ?? [];
    channels.set(segment.channel, words);
    for (const word of segment.words) if (hasSoundTimes(word) && word.estimated !== true) words.push(word);
  }
  for (const words of channels.values()) words.sort((a, b) => a.startMs - b.startMs);
  return channels;
}

function merge(spans: readonly TimeSpan[]): TimeSpan[] {
  const merged: { startMs: number; endMs: number }[] = [];
  for (const span of [...spans].sort((a, b) => a.startMs - b.startMs)) {
    const last = merged[merged.length - 1];
    if (last !== undefined && span.startMs - last.endMs < MERGE_GAP_MS)
      last.endMs = Math.max(last.endMs, span.endMs);
    else merged.push({ startMs: span.startMs, endMs: span.endMs });
  }
  return merged;
}
