import { CallmillError } from '../errors/error.ts';
import type { Evaluation, Score } from './evaluation.ts';
import { compareFigure, type Difference, type Pair } from './paired.ts';
import { type Figure, SPEAKER_FIGURES, SPEECH_FIGURES } from './summary.ts';

/** Two runs side by side, over the recordings that both heard. */
export interface Comparison {
  readonly a: Evaluation;
  readonly b: Evaluation;
  readonly recordings: number;
  /** Files that only one of them heard, or that failed in one. */
  readonly onlyA: readonly string[];
  readonly onlyB: readonly string[];
  /** All recordings first (`corpus` null), then each corpus. */
  readonly groups: readonly ComparedGroup[];
}

export interface ComparedGroup {
  readonly corpus: string | null;
  readonly recordings: number;
  /** Figure → difference, null where the recordings have nothing to take it from. */
  readonly figures: Readonly<Record<string, Difference | null>>;
}

/**
 * Compares two runs recording by recording.
 *
 * @throws CallmillError usage when they measured different things or have no recording in common
 */
export function compareEvaluations(a: Evaluation, b: Evaluation, seed: number): Comparison {
  const both = { a, b };
  if (a.kind === 'speech' && b.kind === 'speech') {
    return { ...both, ...comparedScores(a.scores, b.scores, SPEECH_FIGURES, seed) };
  }
  if (a.kind === 'speakers' && b.kind === 'speakers') {
    return { ...both, ...comparedScores(a.scores, b.scores, SPEAKER_FIGURES, seed) };
  }
  throw new CallmillError('usage', `A measured ${a.kind}, B measured ${b.kind}`, {
    remedy: 'Compare two results of the same command.',
  });
}

function comparedScores<T extends Score>(
  a: readonly T[],
  b: readonly T[],
  figures: Readonly<Record<string, Figure<T>>>,
  seed: number,
): Omit<Comparison, 'a' | 'b'> {
  const scoresOfB = new Map(b.map((score) => [score.file, score]));
  const pairs = a.flatMap((score): Pair<T>[] => {
    const other = scoresOfB.get(score.file);
    return other === undefined ? [] : [{ a: score, b: other }];
  });
  if (pairs.length === 0) {
    throw new CallmillError('usage', 'A and B have no recording in common', {
      remedy: 'Run both over the same manifest.',
    });
  }
  const paired = new Set(pairs.map((pair) => pair.a.file));
  const missing = (scores: readonly T[]) =>
    scores.map(({ file }) => file).filter((file) => !paired.has(file));
  const corpora = [...Map.groupBy(pairs, (pair) => pair.a.corpus)];
  const grouped: [string | null, Pair<T>[]][] = [[null, pairs], ...(corpora.length > 1 ? corpora : [])];
  return {
    recordings: pairs.length,
    onlyA: missing(a),
    onlyB: missing(b),
    groups: grouped.map(([corpus, own]) => ({
      corpus,
      recordings: own.length,
      figures: Object.fromEntries(
        Object.entries(figures).map(([name, figure]) => [name, compareFigure(own, figure, seed)]),
      ),
    })),
  };
}
