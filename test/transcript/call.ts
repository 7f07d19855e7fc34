import type { Segment, SpeakerRole } from '../../src/transcript/segment.ts';
import { segmentKey } from '../../src/transcript/segment.ts';

interface Spoken {
  readonly text: string;
  readonly startMs: number;
  readonly speaker?: number;
  readonly role?: SpeakerRole;
  readonly name?: string;
  /** Milliseconds per word. */
  readonly pace?: number;
}

/** Segments whose words follow each other without pause. */
export function call(...parts: readonly Spoken[]): Segment[] {
  return parts.map(({ text, startMs, speaker = 1, role = 'unknown', name = null, pace = 300 }, sequence) => {
    const words = text.split(' ').map((word, index) => ({
      text: word,
      startMs: startMs + index * pace,
      endMs: startMs + (index + 1) * pace,
      confidence: 0.875,
    }));
    return {
      sequence,
      key: segmentKey(sequence),
      startMs,
      endMs: startMs + words.length * pace,
      channel: speaker - 1,
      speakerLabel: `S${speaker}`,
      speakerRole: role,
      speakerName: name,
      words,
      confidence: 0.875,
    };
  });
}
