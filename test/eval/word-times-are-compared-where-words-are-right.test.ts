import { describe, expect, it } from 'vitest';
import { timeErrors } from '../../src/eval/word-times.ts';

const word = (text: string, startMs: number, endMs: number) => ({ text, startMs, endMs });

describe('word times are compared where words are right', () => {
  it('late is above 0, early below', () => {
    const labels = [word('good', 100, 300), word('morning', 300, 800)];
    const heard = [word('Good', 150, 290), word('morning.', 280, 900)];
    expect(timeErrors(labels, heard)).toEqual([
      { startMs: 50, endMs: -10 },
      { startMs: -20, endMs: 100 },
    ]);
  });

  it('a wrong, a missing and an added word have no time to be compared', () => {
    const labels = [word('one', 0, 100), word('two', 100, 200), word('three', 200, 300)];
    const heard = [
      word('one', 10, 110),
      word('too', 500, 600),
      word('three', 200, 310),
      word('four', 900, 950),
    ];
    expect(timeErrors(labels, heard)).toEqual([
      { startMs: 10, endMs: 10 },
      { startMs: 0, endMs: 10 },
    ]);
  });

  it('nor has a part of what carries one time for several words', () => {
    const labels = [word('ill', 0, 200), word('disposed', 200, 700), word('man', 700, 900)];
    const heard = [word('ill-disposed', 0, 700), word('man', 720, 930)];
    expect(timeErrors(labels, heard)).toEqual([{ startMs: 20, endMs: 30 }]);
  });
});
