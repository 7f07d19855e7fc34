import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { spreadOverSpeech } from '../../src/speech/spread-over-speech.ts';

const { runs, seed } = inject('effort');
const estimated = (text: string) => ({ text, startMs: 0, endMs: 1, confidence: null, estimated: true });

describe('estimated words lie in speech', () => {
  it('each for as long as it is written, none across a pause that parts them', () => {
    const speech = [
      { startMs: 1000, endMs: 2000 },
      { startMs: 9000, endMs: 9500 },
    ];
    const words = spreadOverSpeech(['four', 'five', 'nine'].map(estimated), speech);
    expect(words.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [1000, 1500],
      [1500, 2000],
      [9000, 9500],
    ]);
    expect(words.every((word) => word.estimated)).toBe(true);
  });

  it('in order, from the first speech to the last, whatever the speech', () => {
    const spans = fc
      .array(fc.tuple(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 200, max: 5000 })), {
        minLength: 1,
        maxLength: 8,
      })
      .map((pairs) => {
        let at = 0;
        return pairs.map(([pause, length]) => {
          const startMs = at + pause;
          at = startMs + length;
          return { startMs, endMs: at };
        });
      });
    const texts = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(spans, texts, (speech, spoken) => {
        const words = spreadOverSpeech(spoken.map(estimated), speech);
        expect(words[0]?.startMs).toBe(speech[0]?.startMs);
        expect(words.at(-1)?.endMs).toBeCloseTo(speech.at(-1)?.endMs ?? 0, -1);
        for (const [i, { startMs, endMs }] of words.entries()) {
          expect(endMs).toBeGreaterThan(startMs);
          expect(startMs).toBeGreaterThanOrEqual((words[i - 1]?.endMs ?? 0) - 1);
        }
      }),
      { seed, numRuns: runs },
    );
  });

  it('measured words are left as they are', () => {
    const words = [{ text: 'yes', startMs: 5, endMs: 9, confidence: 0.5 }];
    expect(spreadOverSpeech(words, [{ startMs: 100, endMs: 200 }])).toBe(words);
  });
});
