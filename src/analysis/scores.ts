import type { PerformanceScore, ScoreImpact, SentimentLabel } from './schema.ts';

/** Points of quality per point of impact. */
const IMPACT_WEIGHT = 2;
/** All impacts together move the score by at most this much, either way. */
const IMPACT_LIMIT = 20;

/** −10…10 → label: beyond ±6 is `very_…`, within ±1 is neutral. */
export function sentimentLabel(score: number): SentimentLabel {
  if (score <= -6) return 'very_negative';
  if (score <= -2) return 'negative';
  if (score < 2) return 'neutral';
  return score < 6 ? 'positive' : 'very_positive';
}

/**
 * 0…100 from the rubric and the impacts; the formula is documented in docs/analysis.md and is the same
 * whoever gave the scores. Null without any rubric score: there was no agent to judge.
 */
export function qualityScore(
  rubric: readonly PerformanceScore[],
  impacts: readonly ScoreImpact[],
  weightOf: (criterion: string) => number = () => 1,
): number | null {
  const weights = rubric.map((item) => weightOf(item.criterion));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return null;
  const mean = rubric.reduce((sum, item, at) => sum + item.score * (weights[at] ?? 0), 0) / total;
  const points = impacts.reduce((sum, item) => sum + item.impact, 0) * IMPACT_WEIGHT;
  const base = ((mean - 1) / 9) * 100;
  return Math.round(clamp(base + clamp(points, -IMPACT_LIMIT, IMPACT_LIMIT), 0, 100));
}

/** `value` held between `low` and `high`; NaN becomes `low`. */
export function clamp(value: number, low: number, high: number): number {
  return Number.isNaN(value) ? low : Math.min(high, Math.max(low, value));
}
