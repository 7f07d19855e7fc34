import type { Segment, SpeakerRole } from '../../src/transcript/segment.ts';
import { segmentKey } from '../../src/transcript/segment.ts';

/** One turn: who ("a" agent, "c" customer) and what; each word takes 300 ms, with 100 ms to the next. */
export type Turn = readonly [speaker: 'a' | 'c', said: string];

const WORD_MS = 300;
const STEP_MS = 400;

/** A call as segments, one per turn, agent on channel 0 and customer on channel 1, nobody talking over another. */
export function call(...turns: readonly Turn[]): Segment[] {
  let clock = 1_000;
  return turns.map(([speaker, said], sequence) => {
    const words = said.split(' ').map((text) => {
      const startMs = clock;
      clock += STEP_MS;
      return { text, startMs, endMs: startMs + WORD_MS, confidence: 0.9 };
    });
    const role: SpeakerRole = speaker === 'a' ? 'agent' : 'customer';
    return {
      sequence,
      key: segmentKey(sequence),
      startMs: words[0]?.startMs ?? clock,
      endMs: words.at(-1)?.endMs ?? clock,
      channel: speaker === 'a' ? 0 : 1,
      speakerLabel: speaker === 'a' ? 'S1' : 'S2',
      speakerRole: role,
      speakerName: null,
      words,
      confidence: 0.9,
    };
  });
}

/** Each segment's words as one line. */
export function lines(segments: readonly Segment[]): string[] {
  return segments.map((segment) => segment.words.map((word) => word.text).join(' '));
}
