import { describe, expect, it } from 'vitest';
import { collapseRepetitions } from '../../src/speech/repetition.ts';
import { utterancesOf } from '../../src/speech/utterances.ts';

const spoken = (text: string) =>
  text.split(' ').map((word, i) => ({ text: word, startMs: i * 100, endMs: i * 100 + 90, confidence: 0.9 }));
const collapsed = (text: string) =>
  collapseRepetitions(spoken(text))
    .map((word) => word.text)
    .join(' ');

describe('loops are collapsed', () => {
  it.each([
    ['thank you thank you thank you thank you thank you', 'thank you'],
    ['so Yes, yes. yes yes yes then', 'so Yes, then'],
    ['no no no no', 'no no no no'],
    ['that is what it is and that is what it is', 'that is what it is and that is what it is'],
    ['four four four four four four', 'four four four four four four'],
    ['0 0 0 0 0 0 0', '0 0 0 0 0 0 0'],
  ])('%s → %s', (text, expected) => {
    expect(collapsed(text)).toBe(expected);
  });

  it('leaves the loop its whole time and a low confidence', () => {
    const words = collapseRepetitions(spoken('well go on go on go on go on go on good'));
    expect(words.map((word) => [word.text, word.startMs, word.endMs, word.confidence])).toEqual([
      ['well', 0, 90, 0.9],
      ['go', 100, 190, 0.1],
      ['on', 200, 1090, 0.1],
      ['good', 1100, 1190, 0.9],
    ]);
  });
});

describe('pauses part utterances', () => {
  const word = (startMs: number, endMs: number) => ({ text: 'x', startMs, endMs, confidence: null });

  it('of more than 0.7 s', () => {
    const words = [word(0, 300), word(1000, 1300), word(2001, 2300)];
    const utterances = utterancesOf(words, 1);
    expect(utterances.map(({ startMs, endMs, channel }) => [startMs, endMs, channel])).toEqual([
      [0, 1300, 1],
      [2001, 2300, 1],
    ]);
    expect(utterances.flatMap((utterance) => utterance.words)).toEqual(words);
  });

  it('and no words are no utterances', () => {
    expect(utterancesOf([], 0)).toEqual([]);
  });
});
