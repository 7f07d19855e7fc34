import { type Segment, segmentKey } from '../transcript/segment.ts';

/** The words of a text as one speaker's, a millisecond each: the rules need an order, not a time. */
export function asSegment(words: readonly string[]): Segment {
  return {
    sequence: 0,
    key: segmentKey(0),
    startMs: 0,
    endMs: words.length,
    channel: 0,
    speakerLabel: 'S1',
    speakerRole: 'unknown',
    speakerName: null,
    confidence: null,
    words: words.map((text, index) => ({
      text,
      startMs: index,
      endMs: index + 1,
      confidence: null,
      estimated: true,
    })),
  };
}
