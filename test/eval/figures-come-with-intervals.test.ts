import { describe, expect, it } from 'vitest';
import { estimate } from '../../src/eval/bootstrap.ts';
import { costPerAudioHour } from '../../src/eval/cost.ts';
import { compareFigure } from '../../src/eval/paired.ts';
import { seededRandom } from '../../src/eval/random.ts';
import { mean, quantile } from '../../src/eval/statistics.ts';

const normal = (random: () => number) =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

describe('figures come with intervals', () => {
  it('the same seed gives the same interval, another seed another', () => {
    const values = [1, 2, 4, 8, 16];
    expect(estimate(values, mean, 7)).toEqual(estimate(values, mean, 7));
    expect(estimate(values, mean, 7)).not.toEqual(estimate(values, mean, 8));
  });

  it('about 95 of 100 intervals hold the true mean', () => {
    const random = seededRandom(11);
    const trials = Array.from({ length: 200 }, (_, seed) => {
      const drawn = Array.from({ length: 40 }, () => 5 + normal(random));
      const [low, high] = estimate(drawn, mean, seed)?.interval ?? [0, 0];
      return low <= 5 && 5 <= high;
    });
    const held = trials.filter(Boolean).length;
    expect(held).toBeGreaterThan(178);
    expect(held).toBeLessThan(199);
  });

  it('nothing is said of nothing, and no interval of a single recording', () => {
    expect(estimate([], mean, 1)).toBeNull();
    expect(estimate([3], mean, 1)).toEqual({ value: 3, interval: null });
  });

  it('quantiles lie between their neighbours', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([1, 2, 3], 0.95)).toBeCloseTo(2.9, 10);
    expect(quantile([], 0.5)).toBeNull();
  });

  it('energy costs what the machine draws while it works', () => {
    const costs = { watts: 25, pricePerKwh: 0.5 };
    expect(costPerAudioHour({ value: 0.5, interval: [0.25, 1] }, costs)).toEqual({
      value: 0.00625,
      interval: [0.003125, 0.0125],
    });
  });
});

describe('two runs are compared recording by recording', () => {
  const random = seededRandom(3);
  const hardness = Array.from({ length: 30 }, () => 10 * random());

  it('a small gain on every recording is certain, however different recordings are', () => {
    const pairs = hardness.map((a) => ({ a, b: a - 0.2 - 0.1 * random() }));
    const difference = compareFigure(pairs, mean, 5);
    expect(difference?.p).toBeLessThan(0.01);
    expect(difference?.interval?.[1]).toBeLessThan(0);
  });

  it('noise is not a gain', () => {
    const pairs = hardness.map((a) => ({ a, b: a + normal(random) }));
    expect(compareFigure(pairs, mean, 5)?.p).toBeGreaterThan(0.05);
  });

  it('the same twice is no difference at all', () => {
    const pairs = hardness.map((a) => ({ a, b: a }));
    expect(compareFigure(pairs, mean, 5)).toMatchObject({ interval: [0, 0], p: 1 });
  });
});
