import { describe, expect, it } from 'vitest';
import { analyseByRules } from '../../src/analysis/rules-analyser.ts';
import type { PerformanceScore, ScoreImpact } from '../../src/analysis/schema.ts';
import { qualityScore, sentimentLabel } from '../../src/analysis/scores.ts';
import { angryCall, cardCall } from './dialogue.ts';

const scored = (score: number): PerformanceScore => ({
  criterion: 'opening',
  score,
  reason: 'r',
  evidence: [],
});
const impact = (value: number): ScoreImpact => ({
  category: 'outcome',
  impact: value,
  reason: 'r',
  evidence: [],
});

describe('the quality score', () => {
  it.each([
    [[1], [], 0],
    [[10], [], 100],
    [[1, 10], [], 50],
    [[1, 10], [2, -5], 44],
    [[1, 10], [-5, -5, -5, -5], 30],
    [[10], [5, 5, 5], 100],
  ])('of rubric %j with impacts %j is %i', (rubric, impacts, quality) => {
    expect(qualityScore(rubric.map(scored), impacts.map(impact))).toBe(quality);
  });

  it('is null when there was nobody to judge', () => {
    expect(qualityScore([], [impact(5)])).toBeNull();
  });

  it('tells a good call from a bad one', () => {
    const quality = (call: typeof cardCall) => {
      const findings = analyseByRules(call);
      return qualityScore(findings.performanceScores, findings.scoreImpacts) ?? Number.NaN;
    };
    expect(quality(cardCall)).toBeGreaterThan(80);
    expect(quality(angryCall)).toBeLessThan(50);
  });
});

describe('the sentiment label', () => {
  it.each([
    [-10, 'very_negative'],
    [-6, 'very_negative'],
    [-5, 'negative'],
    [-2, 'negative'],
    [-1, 'neutral'],
    [1, 'neutral'],
    [2, 'positive'],
    [5, 'positive'],
    [6, 'very_positive'],
  ])('of %i is %s', (score, label) => {
    expect(sentimentLabel(score)).toBe(label);
  });
});
