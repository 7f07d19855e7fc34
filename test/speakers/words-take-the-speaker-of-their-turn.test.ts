import { describe, expect, it } from 'vitest';
import { attributeSpeakers } from '../../src/speakers/attribute-speakers.ts';
import type { SpeakerTurn } from '../../src/speakers/diarizer.ts';
import { segmentText } from '../../src/transcript/segment.ts';
import type { Word } from '../../src/transcript/word.ts';
import { recording, speak, turn, utterance } from './talk.ts';

function told(words: readonly Word[], turns: readonly SpeakerTurn[], expectedSpeakers: number | null = null) {
  return attributeSpeakers(recording({ utterances: [utterance(0, words)], turns, expectedSpeakers })).map(
    (segment) => `${segment.speakerLabel} ${segmentText(segment)}`,
  );
}

describe('by diarization', () => {
  it('splits an utterance where the speaker changes', () => {
    const words = speak('is that all yes it is');
    expect(told(words, [turn(1, 0, 720), turn(0, 720, 1500)])).toEqual(['S1 is that all', 'S2 yes it is']);
  });

  it('gives a word on a border to the speaker with the larger share of it', () => {
    const words = [{ text: 'border', startMs: 900, endMs: 1100, confidence: null }];
    const both = [...speak('a', 0), ...words, ...speak('z', 1900)];
    expect(told(both, [turn(0, 0, 1050), turn(1, 1050, 3000)])).toEqual(['S1 a border', 'S2 z']);
    expect(told(both, [turn(0, 0, 950), turn(1, 950, 3000)])).toEqual(['S1 a', 'S2 border z']);
  });

  it('gives a word between turns to the nearest one', () => {
    const words = [...speak('near', 3000), ...speak('far', 4700)];
    expect(told(words, [turn(0, 0, 2500), turn(1, 5000, 8000)])).toEqual(['S1 near', 'S2 far']);
  });

  it('keeps the speaker going where two talk at once', () => {
    const words = speak('one two three four five six');
    expect(told(words, [turn(0, 0, 3000), turn(1, 500, 3000)])).toEqual(['S1 one two three four five six']);
  });

  it('finds the long turn around a short one that has ended', () => {
    const words = speak('later', 9000);
    expect(told([...speak('start', 100), ...words], [turn(0, 0, 10_000), turn(1, 200, 2400)])).toEqual([
      'S1 start',
      'S1 later',
    ]);
  });

  it('is one speaker when the diarizer found none', () => {
    expect(told(speak('anybody there'), [])).toEqual(['S1 anybody there']);
  });

  it('merges a ghost: under 2 % of the talk and no turn over two seconds', () => {
    const words = [...speak('hello there', 0), ...speak('hm', 10_000), ...speak('goodbye', 20_000)];
    const real = [turn(0, 0, 50_000), turn(1, 50_000, 100_000)];
    expect(told(words, [...real, turn(2, 9_900, 10_300)])).toEqual(['S1 hello there', 'S1 hm', 'S1 goodbye']);
  });

  it('keeps a quiet speaker with one turn over two seconds', () => {
    const words = [...speak('hello', 0), ...speak('one moment', 200_000)];
    expect(told(words, [turn(0, 0, 199_000), turn(3, 199_900, 202_000)])).toEqual([
      'S1 hello',
      'S2 one moment',
    ]);
  });

  it('merges the least talkative beyond the expected number', () => {
    const words = [...speak('a', 0), ...speak('b', 11_000), ...speak('c', 18_000)];
    const turns = [turn(0, 0, 10_000), turn(1, 10_000, 17_000), turn(2, 17_000, 20_000)];
    expect(told(words, turns)).toEqual(['S1 a', 'S2 b', 'S3 c']);
    expect(told(words, turns, 2)).toEqual(['S1 a', 'S2 b', 'S2 c']);
  });
});

describe('segments', () => {
  it('join neighbouring utterances and part at a pause over 0.8 s', () => {
    const first = speak('so', 0);
    const segments = attributeSpeakers(
      recording({
        utterances: [
          utterance(0, first),
          utterance(0, speak('then', 1000)),
          utterance(0, speak('later', 2001)),
        ],
      }),
    );
    expect(segments.map(segmentText)).toEqual(['so then', 'later']);
  });

  it('part after a sentence when they grow too long', () => {
    const text = `${'word '.repeat(19)}end. ${'more '.repeat(24)}done`;
    const segments = attributeSpeakers(recording({ utterances: [utterance(0, speak(text))] }));
    expect(segments.map((segment) => segment.words.length)).toEqual([20, 25]);
  });

  it('interleave the channels by time and carry their own confidence', () => {
    const unknown = speak('hi', 500).map((word) => ({ ...word, confidence: null }));
    const segments = attributeSpeakers(
      recording({
        channels: 2,
        utterances: [utterance(1, unknown), utterance(0, speak('hello you', 0))],
      }),
    );
    expect(segments.map((s) => [s.channel, s.speakerLabel, segmentText(s), s.confidence])).toEqual([
      [0, 'S1', 'hello you', 0.9],
      [1, 'S2', 'hi', null],
    ]);
  });
});
