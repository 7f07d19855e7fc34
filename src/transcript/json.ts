import type { ModelInfo } from '../models/model.ts';
import { linesOf } from './captions.ts';
import { displayText } from './display/display-text.ts';
import { type Segment, segmentText } from './segment.ts';
import type { Word } from './word.ts';

/** A whole transcript with what a reader must know about it. */
export interface TranscriptDocument {
  /** The telephony call id, null outside the queue. */
  readonly callId: string | null;
  readonly language: string | null;
  readonly durationMs: number;
  readonly model: ModelInfo;
  readonly segments: readonly Segment[];
}

/** A word as the database keeps it: text, start and end in milliseconds, confidence. */
export interface WordJson {
  readonly w: string;
  readonly s: number;
  readonly e: number;
  readonly c: number | null;
  /** Present when the times were spread over the segment instead of measured. */
  readonly estimated?: true;
  /** Present on a sound that fills a pause, where fillers are marked. */
  readonly filler?: true;
  /** Present when somebody else spoke at the same time. */
  readonly overlapped?: true;
}

/** Document → segments → lines and words, named as in the database's columns; plain data for JSON.stringify. */
export function transcriptJson({ callId, language, durationMs, model, segments }: TranscriptDocument) {
  return {
    format: 'callmill.transcript/1',
    call_id: callId,
    language,
    duration_ms: Math.round(durationMs),
    model: {
      id: model.id,
      family: model.family,
      sha256: model.sha256,
      provider: model.provider,
      generated: model.generated,
    },
    segments: segments.map((segment) => segmentJson(segment, language, speakerNames(segments))),
  };
}

export type TranscriptJson = ReturnType<typeof transcriptJson>;

function segmentJson(segment: Segment, language: string | null, names: readonly string[]) {
  return {
    sequence: segment.sequence,
    segment_key: segment.key,
    start_ms: Math.round(segment.startMs),
    end_ms: Math.round(segment.endMs),
    channel: segment.channel,
    speaker_label: segment.speakerLabel,
    speaker_role: segment.speakerRole,
    speaker_name: segment.speakerName,
    text: segmentText(segment),
    /** The same with numbers, dates and addresses in their written forms; for reading only. */
    display: displayText(segment, language, names),
    confidence: rounded(segment.confidence),
    /** Caption lines of at most 32 characters; `words` is the half-open range of its words. */
    lines: linesOf(segment.words).map((line) => ({
      text: line.text,
      start_ms: Math.round(line.startMs),
      end_ms: Math.round(line.endMs),
      words: [line.firstWord, line.endWord],
    })),
    words: segment.words.map(wordJson),
  };
}

/** Names that may be written with capitals: those of the speakers, which redaction leaves. */
export function speakerNames(segments: readonly Segment[]): string[] {
  return [...new Set(segments.flatMap((segment) => segment.speakerName ?? []))];
}

/** The stored and exported form of a word. */
export function wordJson(word: Word): WordJson {
  return {
    w: word.text,
    s: Math.round(word.startMs),
    e: Math.round(word.endMs),
    c: rounded(word.confidence),
    ...(word.estimated === true ? { estimated: true } : {}),
    ...(word.filler === true ? { filler: true } : {}),
    ...(word.overlapped === true ? { overlapped: true } : {}),
  };
}

/** The reverse of {@link wordJson}. */
export function wordOf({ w, s, e, c, estimated, filler, overlapped }: WordJson): Word {
  return {
    text: w,
    startMs: s,
    endMs: e,
    confidence: c,
    ...(estimated === true ? { estimated } : {}),
    ...(filler === true ? { filler } : {}),
    ...(overlapped === true ? { overlapped } : {}),
  };
}

/** Four decimals: more is noise of single-precision arithmetic. */
function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 10_000) / 10_000;
}
