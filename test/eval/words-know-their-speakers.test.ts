import { describe, expect, it } from 'vitest';
import { wordSpeakersByText, wordSpeakersByTime } from '../../src/eval/word-speakers.ts';

const heard = (...list: readonly (readonly [speaker: string, text: string])[]) =>
  list.flatMap(([speaker, text], turn) =>
    text.split(' ').map((word, place) => ({
      text: word,
      speaker,
      startMs: turn * 10_000 + place * 1000,
      endMs: turn * 10_000 + place * 1000 + 800,
    })),
  );

describe('words know their speakers', () => {
  const said = [
    { speaker: 'Katie', text: 'Good morning, Steve.' },
    { speaker: 'Steve', text: 'Good morning!' },
  ];

  it('by text: labels may be anything, an inserted or a missing word is not judged', () => {
    expect(wordSpeakersByText(said, heard(['S2', 'good morning steve'], ['S1', 'good morning']))).toEqual({
      words: 5,
      wrong: 0,
    });
    expect(wordSpeakersByText(said, heard(['S2', 'good uh big morning'], ['S1', 'good morning']))).toEqual({
      words: 4,
      wrong: 0,
    });
  });

  it('by text: a word in the wrong mouth counts, misheard or not', () => {
    const found = heard(['S1', 'good morning steve gut'], ['S2', 'morning']);
    expect(wordSpeakersByText(said, found)).toEqual({ words: 5, wrong: 1 });
    expect(wordSpeakersByText(said, heard(['S1', 'good morning steve good morning']))).toEqual({
      words: 5,
      wrong: 2,
    });
  });

  it('by time: who speaks in the middle of the word; two at once are both right; nobody is not judged', () => {
    const turns = [
      { speaker: 'A', startMs: 0, endMs: 4000 },
      { speaker: 'B', startMs: 10_000, endMs: 12_000 },
      { speaker: 'A', startMs: 11_000, endMs: 12_000 },
    ];
    const words = heard(['x', 'one two three'], ['y', 'four'], ['x', 'nobody']);
    const [five] = heard(['x', 'five']).map((word) => ({ ...word, startMs: 11_000, endMs: 11_800 }));
    const [six] = heard(['x', 'six']).map((word) => ({ ...word, startMs: 10_000, endMs: 10_600 }));
    expect(wordSpeakersByTime(turns, words)).toEqual({ words: 4, wrong: 0 });
    expect(wordSpeakersByTime(turns, [...words, ...(five ? [five] : [])])).toEqual({ words: 5, wrong: 0 });
    expect(wordSpeakersByTime(turns, [...words, ...(six ? [six] : [])])).toEqual({ words: 5, wrong: 1 });
  });

  it('without anything to judge there is nothing wrong', () => {
    expect(wordSpeakersByText([], [])).toEqual({ words: 0, wrong: 0 });
    expect(wordSpeakersByTime([], heard(['x', 'word']))).toEqual({ words: 0, wrong: 0 });
  });
});
