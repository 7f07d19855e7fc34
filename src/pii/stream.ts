import { CallmillError } from '../errors/error.ts';
import type { Segment } from '../transcript/segment.ts';
import type { WordIndex } from './types.ts';
import { hasSoundTimes } from './word-times.ts';

/** A word on its way through the rules. */
export interface StreamWord extends WordIndex {
  readonly text: string;
  /**
   * When it begins; its segment's start when the word's own time cannot be trusted. Never earlier than the word
   * before it in the same speaker's stream, so that streams can be searched by time.
   */
  readonly atMs: number;
  /** When it ends, its start when that cannot be trusted; never earlier than `atMs`. */
  readonly untilMs: number;
}

/** Words in the order spoken: one speaker's over all segments, or everybody's. */
export interface Stream {
  /** Channel and label of the speaker, null for the whole call. */
  readonly speaker: string | null;
  readonly words: readonly StreamWord[];
}

/** What tells two speakers apart: the label alone may repeat on another channel. */
export function speakerId(segment: Segment): string {
  return `${segment.channel}/${segment.speakerLabel}`;
}

/**
 * Each speaker's words over all segments: a number spoken in four breaths, with the other side saying
 * "mm-hmm" between, is one run here.
 * @throws CallmillError redaction_failed when a segment has no usable times: its audio could not be muted
 */
export function speakerStreams(segments: readonly Segment[]): Stream[] {
  const bySpeaker = new Map<string, StreamWord[]>();
  segments.forEach((segment, place) => {
    const id = speakerId(segment);
    const words = bySpeaker.get(id) ?? [];
    bySpeaker.set(id, words);
    for (const word of streamWords(segment, place, words.at(-1)?.atMs ?? 0)) words.push(word);
  });
  return [...bySpeaker].map(([speaker, words]) => ({ speaker, words }));
}

/**
 * Everybody's words by time. It catches a number that diarization dealt out to two speakers. Ordered by word,
 * not by segment, so that cutting the same words into other segments changes nothing.
 */
export function callStream(streams: readonly Stream[]): Stream {
  const words = streams.flatMap((stream) => stream.words);
  words.sort((a, b) => a.atMs - b.atMs);
  return { speaker: null, words };
}

function streamWords(segment: Segment, place: number, notBeforeMs: number): StreamWord[] {
  if (!hasSoundTimes(segment)) {
    throw new CallmillError(
      'redaction_failed',
      'A segment has no usable times, so its audio cannot be muted',
    );
  }
  let atMs = notBeforeMs;
  return segment.words.map((word, index) => {
    atMs = Math.max(atMs, hasSoundTimes(word) ? word.startMs : segment.startMs);
    const untilMs = hasSoundTimes(word) ? Math.max(atMs, word.endMs) : atMs;
    return { text: word.text, segment: place, word: index, atMs, untilMs };
  });
}
