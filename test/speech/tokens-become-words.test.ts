import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordsOfWindow } from '../../src/speech/words-from-tokens.ts';

const TIMING = { windowMs: 10_000, lagMs: 0, tailMs: 240 };
const heard = (tokens: readonly string[], extra: { text?: string; logProbabilities?: number[] } = {}) => ({
  text: '',
  tokens,
  timestamps: tokens.map((_, i) => i * 0.1),
  durations: [],
  logProbabilities: [],
  ...extra,
});
const texts = (tokens: readonly string[], text = '') =>
  wordsOfWindow(heard(tokens, { text }), TIMING).map((word) => word.text);

describe('tokens become words', () => {
  it.each([
    ['a leading space begins a word', [' HE', 'LLO', ' WORLD'], ['HELLO', 'WORLD']],
    ['so does U+2581', ['\u2581he', 'llo', '\u2581world'], ['hello', 'world']],
    ['a lone mark belongs to the word after it', [' GOLD', ' ', 'R', 'ING'], ['GOLD', 'RING']],
    ['the first token needs no mark', ['yes', ' sir'], ['yes', 'sir']],
    ['apostrophes stay inside', [' NE', 'IGH', 'BOR', "'", 'S', ' HOUSE'], ["NEIGHBOR'S", 'HOUSE']],
    ['punctuation stays with its word', [' noth', 'ing', '.', ' So'], ['nothing.', 'So']],
    ['bytes become a character', ['\u2581caf', '<0xC3>', '<0xA9>', '\u2581au'], ['café', 'au']],
    ['special tokens are no text', [' yes', '<unk>', '<|en|>'], ['yes']],
    ['scripts without spaces give a word per character', ['你', '好'], ['你', '好']],
    ['nothing gives nothing', [], []],
  ])('%s', (_name, tokens, words) => {
    expect(texts(tokens)).toEqual(words);
  });

  it('spells by the text where a token lost its character', () => {
    expect(texts([' caf', '', ' noir'], 'café noir')).toEqual(['café', 'noir']);
  });

  it('takes the lag off and ends a word by its tail or the next word', () => {
    const raw = heard([' one', ' two', ' three'], {});
    const words = wordsOfWindow(
      { ...raw, timestamps: [0.3, 0.4, 5] },
      { windowMs: 10_000, lagMs: 300, tailMs: 240 },
    );
    expect(words.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [0, 100],
      [100, 340],
      [4700, 4940],
    ]);
  });

  it('believes durations where the model gives them', () => {
    const [word] = wordsOfWindow({ ...heard([' one']), durations: [0.64] }, TIMING);
    expect(word?.endMs).toBe(640);
  });

  it('multiplies probabilities to a confidence, and gives null where there are none', () => {
    const logProbabilities = [Math.log(0.8), Math.log(0.2)];
    const [sure] = wordsOfWindow(heard([' a', 'b'], { logProbabilities }), TIMING);
    expect(sure?.confidence).toBeCloseTo(0.4);
    expect(wordsOfWindow(heard([' a']), TIMING)[0]?.confidence).toBeNull();
  });

  it('spreads a text without times over the window and says so', () => {
    const words = wordsOfWindow({ ...heard([' a'], { text: ' one three ' }), timestamps: [] }, TIMING);
    expect(words).toEqual([
      { text: 'one', startMs: 0, endMs: 4000, confidence: null, estimated: true },
      { text: 'three', startMs: 4000, endMs: 10_000, confidence: null, estimated: true },
    ]);
  });

  it('loses no letter and keeps times in order, whatever the tokens', () => {
    const token = fc.stringMatching(/^ ?[a-z']{0,4}$/);
    const timed = fc.array(fc.tuple(token, fc.double({ min: 0, max: 10, noNaN: true })), { maxLength: 30 });
    fc.assert(
      fc.property(timed, fc.integer({ min: 0, max: 400 }), (pairs, lagMs) => {
        const timestamps = pairs.map(([, at]) => at).toSorted((a, b) => a - b);
        const tokens = pairs.map(([text]) => text);
        const words = wordsOfWindow({ ...heard(tokens), timestamps }, { ...TIMING, lagMs });
        expect(words.map((word) => word.text).join('')).toBe(tokens.join('').replaceAll(' ', ''));
        for (const [i, word] of words.entries()) {
          expect(word.text).not.toBe('');
          expect(word.startMs).toBeGreaterThanOrEqual(words[i - 1]?.startMs ?? 0);
          expect(word.endMs).toBeGreaterThan(word.startMs);
          expect(word.endMs).toBeLessThanOrEqual(TIMING.windowMs);
        }
      }),
    );
  });
});
