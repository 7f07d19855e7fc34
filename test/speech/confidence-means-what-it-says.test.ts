import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { calibrated } from '../../src/speech/calibration.ts';
import { withoutNoise } from '../../src/speech/noise.ts';
import { SPEECH_DEFAULTS } from '../../src/speech/settings.ts';

const { runs, seed } = inject('effort');
const { guards } = SPEECH_DEFAULTS;

describe('confidence means what it says', () => {
  it('a model without a calibration keeps its own', () => {
    for (const p of [0.1, 0.5, 0.9]) expect(calibrated(p, { slope: 1, intercept: 0 })).toBeCloseTo(p);
  });

  it('a calibration keeps the order, and the bounds', () => {
    const probability = fc.double({ min: 0, max: 1, noNaN: true });
    const line = fc.record({
      slope: fc.double({ min: 0.1, max: 3, noNaN: true }),
      intercept: fc.double({ min: -3, max: 3, noNaN: true }),
    });
    fc.assert(
      fc.property(probability, probability, line, (a, b, calibration) => {
        const [low, high] = [
          calibrated(Math.min(a, b), calibration),
          calibrated(Math.max(a, b), calibration),
        ];
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(high).toBeGreaterThanOrEqual(low);
      }),
      { seed, numRuns: runs },
    );
  });

  it('the small zipformer says 0.68 of words of which 93 % are right', () => {
    expect(calibrated(0.68, { slope: 1.4, intercept: 1.75 })).toBeCloseTo(0.94, 2);
  });
});

describe('what the model itself does not believe', () => {
  const word = (text: string, startMs: number, confidence: number | null) => ({
    text,
    startMs,
    endMs: startMs + 200,
    confidence,
  });

  it('is noise, one stretch between pauses at a time', () => {
    const words = [
      word('good', 0, 0.9),
      word('morning', 200, 0.2),
      word('and', 5000, 0.1),
      word('rare', 5300, 0.3),
      word('days', 5600, 0.3),
    ];
    expect(withoutNoise(words, guards)).toEqual({
      words: words.slice(0, 2),
      noise: [{ startMs: 5000, endMs: 5800 }],
    });
  });

  it('is judged more mildly where one or two words are all there is: an answer is often one digit', () => {
    const answer = [word('seven', 0, 0.25)];
    expect(withoutNoise(answer, guards)).toEqual({ words: answer, noise: [] });
    expect(withoutNoise([word('seven', 0, 0.1)], guards).words).toEqual([]);
  });

  it('stays where a model tells no confidence', () => {
    const words = [word('hello', 0, null)];
    expect(withoutNoise(words, guards)).toEqual({ words, noise: [] });
  });
});
