import type { Segment } from '../../src/transcript/segment.ts';
import { segmentKey } from '../../src/transcript/segment.ts';

const SENTENCES = [
  'hello thank you for calling how can i help you today',
  'my number is oh seven nine one two three four five six seven eight',
  'could you confirm your date of birth please',
  'the fifth of may nineteen eighty',
  'my name is Martin Brown and the email is martin dot brown at example dot com',
  'i would like to cancel the order please it was not good at all',
  'i am very sorry about that we will call you back tomorrow at ten',
  'the card ends in four four two two and expires in march twenty seven',
].map((sentence) => sentence.split(' '));
const WORD_MS = 350;
const PAUSE_MS = 400;

/** Two parties that talk without end: a segment a sentence, a value to hide in every second one. */
export function longTranscript(hours: number): readonly Segment[] {
  const segments: Segment[] = [];
  for (let startMs = 0; startMs < hours * 3_600_000; ) {
    const sequence = segments.length;
    const side = sequence % 2;
    const sentence = SENTENCES[(sequence * 5 + Math.floor(sequence / 8)) % SENTENCES.length] ?? [];
    const begin = startMs;
    const words = sentence.map((text, index) => ({
      text,
      startMs: begin + index * WORD_MS,
      endMs: begin + index * WORD_MS + 300,
      confidence: 0.9,
    }));
    const endMs = startMs + sentence.length * WORD_MS;
    segments.push({
      sequence,
      key: segmentKey(sequence),
      startMs,
      endMs,
      channel: side,
      speakerLabel: side === 0 ? 'S1' : 'S2',
      speakerRole: side === 0 ? 'agent' : 'customer',
      speakerName: null,
      words,
      confidence: 0.9,
    });
    startMs = endMs + PAUSE_MS;
  }
  return segments;
}
