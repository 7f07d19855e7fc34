import type { Word } from './word.ts';

export type SpeakerRole = 'agent' | 'customer' | 'ivr' | 'unknown';

/** A stretch of one speaker's words: the unit that is stored, shown and cited. */
export interface Segment {
  /** 0-based place in the transcript, by start time. */
  readonly sequence: number;
  /** Stable name that findings cite, e.g. `s0007`. */
  readonly key: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly channel: number;
  /** `S1`, `S2`, … in order of first words. */
  readonly speakerLabel: string;
  readonly speakerRole: SpeakerRole;
  readonly speakerName: string | null;
  readonly words: readonly Word[];
  /** Mean of the known word confidences, null when none is known. */
  readonly confidence: number | null;
}

/** The segment's words as one line of text. */
export function segmentText(segment: Segment): string {
  return segment.words.map((word) => word.text).join(' ');
}

/** Words of all segments together. */
export function countWords(segments: readonly Segment[]): number {
  return segments.reduce((count, segment) => count + segment.words.length, 0);
}

/** Segment key for a 0-based sequence: `s0007`. */
export function segmentKey(sequence: number): string {
  return `s${String(sequence).padStart(4, '0')}`;
}
